package scell.judge;

/**
 * One thing a judge said.
 *
 * @param id the rule as its maker names it ("BR-CO-10", "xsd", "6.2.11.4.1-1")
 * @param text the maker's message
 * @param location XPath of the element, line and column, or the PDF object
 * @param fatal false for warnings and notices
 */
record Finding(String id, String text, String location, boolean fatal) {}
