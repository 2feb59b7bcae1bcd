package scell.judge;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.streams.Steps;

/** Official Schematron rules in their published XSLT form, run by Saxon-HE; each style sheet is compiled once. */
final class Schematron {
  private static final QName ID = new QName("id");
  private static final QName FLAG = new QName("flag");
  private static final QName ROLE = new QName("role");
  private static final QName LOCATION = new QName("location");

  private final Processor processor = new Processor(false);
  private final Map<String, XsltExecutable> compiled = new HashMap<>();

  /** Fired assertions and reports of the SVRL output, in document order. An aborted transformation is one fatal finding. */
  List<Finding> judge(String stylesheet, File document) throws SaxonApiException {
    XsltExecutable rules = compiled.get(stylesheet);
    if (rules == null) {
      XsltCompiler compiler = processor.newXsltCompiler();
      compiler.setErrorReporter(error -> {});
      rules = compiler.compile(new StreamSource(new File(stylesheet)));
      compiled.put(stylesheet, rules);
    }
    List<Finding> findings = new ArrayList<>();
    XdmDestination svrl = new XdmDestination();
    try {
      DocumentBuilder builder = processor.newDocumentBuilder();
      XdmNode source = builder.build(Xml.source(document));
      Xslt30Transformer transformer = rules.load30();
      transformer.setErrorReporter(error -> {});
      transformer.setMessageHandler(message -> {});
      transformer.setGlobalContextItem(source);
      transformer.applyTemplates(source, svrl);
    } catch (SaxonApiException aborted) {
      findings.add(new Finding("aborted", String.valueOf(aborted.getMessage()), "", true));
      return findings;
    }
    for (XdmNode node : svrl.getXdmNode().select(Steps.descendant()).asList()) {
      if (node.getNodeKind() != XdmNodeKind.ELEMENT) continue;
      String name = node.getNodeName().getLocalName();
      if (name.equals("failed-assert") || name.equals("successful-report")) findings.add(finding(node));
    }
    return findings;
  }

  private static Finding finding(XdmNode node) {
    String flag = node.getAttributeValue(FLAG);
    if (flag == null) flag = node.getAttributeValue(ROLE);
    boolean fatal = flag == null || !(flag.equals("warning") || flag.equals("information") || flag.equals("info"));
    String id = node.getAttributeValue(ID);
    String location = node.getAttributeValue(LOCATION);
    String text = node.getStringValue().strip().replaceAll("\\s+", " ");
    return new Finding(id == null ? "" : id, text, location == null ? "" : location, fatal);
  }
}
