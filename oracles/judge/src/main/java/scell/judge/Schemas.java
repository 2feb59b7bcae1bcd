package scell.judge;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML Schema validation; each schema is compiled once. */
final class Schemas {
  private final Map<String, Schema> compiled = new HashMap<>();

  List<Finding> judge(String xsd, File document) throws SAXException, IOException {
    Schema schema = compiled.get(xsd);
    if (schema == null) {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      schema = factory.newSchema(new File(xsd));
      compiled.put(xsd, schema);
    }
    List<Finding> findings = new ArrayList<>();
    Validator validator = schema.newValidator();
    validator.setErrorHandler(
        new ErrorHandler() {
          @Override
          public void warning(SAXParseException e) {
            findings.add(finding(e, false));
          }

          @Override
          public void error(SAXParseException e) {
            findings.add(finding(e, true));
          }

          @Override
          public void fatalError(SAXParseException e) {
            findings.add(finding(e, true));
          }
        });
    try {
      validator.validate(Xml.source(document));
    } catch (SAXException malformed) {
      if (findings.isEmpty()) findings.add(new Finding("xsd", String.valueOf(malformed.getMessage()), "", true));
    }
    return findings;
  }

  private static Finding finding(SAXParseException e, boolean fatal) {
    return new Finding("xsd", e.getMessage(), e.getLineNumber() + ":" + e.getColumnNumber(), fatal);
  }
}
