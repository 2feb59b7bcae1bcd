/** The profile and process of an invoice (BG-2), and the document itself. The notation is described in notation.ts. */
export const DOCUMENT = `
M rsm:ExchangedDocumentContext 1
  X TestIndicator ?
    X udt:Indicator ?
  M BusinessProcessSpecifiedDocumentContextParameter ?#24
    M ID 1#406; @schemeID M>-
  M GuidelineSpecifiedDocumentContextParameter 1#25
    M ID 1#407; in minimum M#26, basicwl W#418, basic B#493, en16931 E#556, extended X#636; @schemeID M>-
M rsm:ExchangedDocument 1
  M ID 1#19; @schemeID M>-
  X Name ?#630
  M TypeCode 1#20; in document-types M#23 W#417 B#492 E#555 X#635
  M IssueDateTime 1
    M udt:DateTimeString ?; @format !#21 in day-format M#22 W#416 B#491 E#554 X#634
  X CopyIndicator ?
    X udt:Indicator ?
  X LanguageID ?#315; in languages #389; @schemeID X>-
  W IncludedNote *
    X ContentCode ?; @listID X>-; @listVersionID X>-
    W Content WBE:1#160 X:?#317
    W SubjectCode ?#161; in note-subjects W#162 B#490 E#553 X#633; @listID E>-; @listVersionID E>-
  X EffectiveSpecifiedPeriod ?
    X>- Description
    X>- StartDateTime
    X>- EndDateTime
    X CompleteDateTime 1#316
      X udt:DateTimeString ?; @format !#631 in day-format #632
`;
