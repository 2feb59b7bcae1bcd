package scell.judge;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** A level of ISO 19005-3, or ISO 14289-1, by veraPDF: every failed check with its clause and test number. */
final class PdfA {
  private boolean ready;

  List<Finding> judge(File document, PDFAFlavour level) {
    if (!ready) {
      VeraGreenfieldFoundryProvider.initialise();
      ready = true;
    }
    List<Finding> findings = new ArrayList<>();
    try (InputStream bytes = new FileInputStream(document);
        PDFAParser parser = Foundries.defaultInstance().createParser(bytes, level);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(level, false)) {
      ValidationResult result = validator.validate(parser);
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
        String id = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        String where = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
        String detail = assertion.getErrorMessage() == null ? assertion.getMessage() : assertion.getErrorMessage();
        findings.add(new Finding(id, detail, where, true));
      }
      if (!result.isCompliant() && findings.isEmpty()) {
        findings.add(new Finding("not-compliant", "veraPDF does not accept the document", "", true));
      }
    } catch (Exception unreadable) {
      findings.add(new Finding("unreadable", String.valueOf(unreadable.getMessage()), "", true));
    }
    return findings;
  }
}
