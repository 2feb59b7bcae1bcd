package scell.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/**
 * JSON lines in, JSON lines out. A request is {id, file, checks: [{rules, engine, with: [path …]}]} where engine is xsd, schematron,
 * verapdf, verapdf-a, verapdf-ua or mustang and `with` names the schemas or style sheets. The answer is {id, results: [{rules, ok, fatal, warnings,
 * milliseconds, processorMilliseconds}]} or {id, error}. Ends when standard input ends.
 */
public final class Main {
  private final ObjectMapper json = new ObjectMapper();
  private final Schematron schematron = new Schematron();
  private final Schemas schemas = new Schemas();
  private final PdfA pdfA = new PdfA();
  private final Mustang mustang = new Mustang();
  private final ThreadMXBean thread = ManagementFactory.getThreadMXBean();

  public static void main(String[] args) throws Exception {
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err); // what the libraries print must not mix with the answers
    Main judge = new Main();
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      answers.println(judge.answer(line));
    }
  }

  private String answer(String line) throws Exception {
    JsonNode request = json.readTree(line);
    ObjectNode answer = json.createObjectNode();
    answer.set("id", request.get("id"));
    try {
      File document = new File(request.get("file").asText());
      ArrayNode results = answer.putArray("results");
      for (JsonNode check : request.get("checks")) {
        long processor = thread.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        List<Finding> findings = run(check, document);
        ObjectNode result = results.addObject();
        result.put("milliseconds", (System.nanoTime() - began) / 1e6);
        result.put("processorMilliseconds", (thread.getCurrentThreadCpuTime() - processor) / 1e6);
        report(check, findings, result);
      }
    } catch (Throwable failure) {
      failure.printStackTrace();
      answer.remove("results");
      answer.put("error", failure.toString());
    }
    return json.writeValueAsString(answer);
  }

  private List<Finding> run(JsonNode check, File document) throws Exception {
    List<Finding> findings = new ArrayList<>();
    switch (check.get("engine").asText()) {
      case "xsd" -> {
        for (JsonNode xsd : check.get("with")) findings.addAll(schemas.judge(xsd.asText(), document));
      }
      case "schematron" -> {
        for (JsonNode xslt : check.get("with")) findings.addAll(schematron.judge(xslt.asText(), document));
      }
      case "verapdf" -> findings.addAll(pdfA.judge(document, PDFAFlavour.PDFA_3_B));
      case "verapdf-a" -> findings.addAll(pdfA.judge(document, PDFAFlavour.PDFA_3_A));
      case "verapdf-ua" -> findings.addAll(pdfA.judge(document, PDFAFlavour.PDFUA_1));
      case "mustang" -> findings.addAll(mustang.judge(document));
      default -> throw new IllegalArgumentException("unknown engine " + check.get("engine"));
    }
    return findings;
  }

  private static void report(JsonNode check, List<Finding> findings, ObjectNode into) {
    into.set("rules", check.get("rules"));
    into.put("ok", findings.stream().noneMatch(Finding::fatal));
    ArrayNode fatal = into.putArray("fatal");
    ArrayNode warnings = into.putArray("warnings");
    for (Finding finding : findings) {
      ObjectNode node = (finding.fatal() ? fatal : warnings).addObject();
      node.put("id", finding.id());
      node.put("text", finding.text());
      node.put("location", finding.location());
    }
  }
}
