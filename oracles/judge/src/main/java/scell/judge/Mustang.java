package scell.judge;

import java.io.File;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.mustangproject.validator.ZUGFeRDValidator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The whole hybrid judged by Mustang: container, XMP, attachment, schema, rules, arithmetic. */
final class Mustang {
  List<Finding> judge(File document) throws Exception {
    ZUGFeRDValidator validator = new ZUGFeRDValidator();
    validator.disableNotices();
    String report = validator.validate(document.getPath());
    List<Finding> findings = new ArrayList<>();
    Document parsed =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(report)));
    collect(parsed, "exception", true, findings);
    collect(parsed, "error", true, findings);
    collect(parsed, "warning", false, findings);
    boolean accepted = validator.wasCompletelyValid();
    if (!accepted && findings.stream().noneMatch(Finding::fatal)) {
      findings.add(new Finding("invalid", report, "", true));
    }
    return findings;
  }

  private static void collect(Document report, String element, boolean fatal, List<Finding> into) {
    NodeList nodes = report.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      Element e = (Element) nodes.item(i);
      into.add(new Finding("mustang-" + e.getAttribute("type"), e.getTextContent().strip(), e.getAttribute("location"), fatal));
    }
  }
}
