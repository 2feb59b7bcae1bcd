/** Seller, buyer, their agents, and the documents they agreed on. The notation is described in notation.ts. */
export const AGREEMENT = `
M ApplicableHeaderTradeAgreement 1
  M BuyerReference ?
  M SellerTradeParty 1#27
    W ID *; @schemeID W>-
    W GlobalID *; @schemeID !#440 in identifier-schemes-0240 W#441 B#501 E#579, party-schemes X#776
    M Name 1#409
    X RoleCode ?#774
    E Description ?#575
    M SpecifiedLegalOrganization ?
      M ID ?; @schemeID in identifier-schemes M#410 W#444 B#503 E#581 X#778
      W TradingBusinessName ?
      X PostalTradeAddress ? = address #779
    E DefinedTradeContact E:?#576 X:*
      E PersonName ?
      E DepartmentName ?
      X TypeCode ?
      E TelephoneUniversalCommunication ? = seller-phone #578
      X FaxUniversalCommunication ? = phone #775
      E EmailURIUniversalCommunication ? = seller-mailbox #577
    M PostalTradeAddress 1#32
      W PostcodeCode ?; @listID E>-; @listVersionID E>-
      W LineOne ?
      W LineTwo ?
      W LineThree ?
      W CityName ?
      M CountryID 1#35; in countries M#36 W#443 B#502 E#580 X#777
      W CountrySubDivisionName ?#442
    W URIUniversalCommunication ?#439
      W URIID 1#445; @schemeID !#446 in address-schemes W#447 B#504 E#582 X#782
      E>- CompleteNumber
    M SpecifiedTaxRegistration ..2
    M>- SpecifiedTaxRegistration[other]
    M SpecifiedTaxRegistration[FC] ?#34
      M ID 1#411; @schemeID !#37
    M SpecifiedTaxRegistration[VA] ?#33
      M ID 1#412; @schemeID !#413
  M BuyerTradeParty 1#28
    W ID ?#163; @schemeID W>-
    W GlobalID WBE:?#164 X:*; @schemeID !#420 in identifier-schemes-0240 W#421 B#494 E#567, party-schemes X#697
    M Name 1#30
    X RoleCode ?#694
    E>X Description ?#695
    M SpecifiedLegalOrganization ?
      M ID M:1#408 WBEX:?; @schemeID in identifier-schemes M#31 W#424 B#496 E#569 X#699
      W>E TradingBusinessName ?
      X PostalTradeAddress ? = address #700
    E DefinedTradeContact E:?#288 X:*
      E PersonName ?
      E DepartmentName ?
      X TypeCode ?
      E TelephoneUniversalCommunication ? = seller-phone #289
      X FaxUniversalCommunication ? = phone #696
      E EmailURIUniversalCommunication ? = seller-mailbox #566
    M>W PostalTradeAddress 1#419
      W PostcodeCode ?; @listID E>-; @listVersionID E>-
      W LineOne ?
      W LineTwo ?
      W LineThree ?
      W CityName ?
      W CountryID 1#422; in countries W#423 B#495 E#568 X#698
      W CountrySubDivisionName ?#167
    W URIUniversalCommunication ?#165
      W URIID 1#168; @schemeID !#428 in address-schemes W#429 B#498 E#571 X#704
      E>- CompleteNumber
    M>W SpecifiedTaxRegistration ?#166
      W ID 1#425; @schemeID !#426 in VA W#427 B#497 E#570 X#703
  X SalesAgentTradeParty ? = party #733
  X BuyerTaxRepresentativeTradeParty ?
    X ID ?#672; @schemeID X>-
    X GlobalID *; @schemeID !#680 in party-schemes #681
    X Name 1#673
    X RoleCode ?#674
    X>- Description
    X SpecifiedLegalOrganization ? = organisation #685
    X DefinedTradeContact * = contact #677
    X PostalTradeAddress ? = address #682
    X URIUniversalCommunication ?#675 = electronic-address #691
    X SpecifiedTaxRegistration 1#676
      X ID 1#689; @schemeID !#690
  W SellerTaxRepresentativeTradeParty ?
    W>X ID ?#757; @schemeID X>-
    W>X GlobalID *; @schemeID !#763 in party-schemes #764
    W Name 1#431
    X RoleCode ?#758
    E>- Description
    W>X SpecifiedLegalOrganization ? = organisation #766
    E>X DefinedTradeContact * = contact #760
    W PostalTradeAddress 1#432
      W PostcodeCode ?; @listID E>-; @listVersionID E>-
      W LineOne ?
      W LineTwo ?
      W LineThree ?
      W CityName ?
      W CountryID 1#433; in countries W#435 B#499 E#573 X#765
      W CountrySubDivisionName ?#434
    W>X URIUniversalCommunication ?#759 = electronic-address #771
    W SpecifiedTaxRegistration 1#169
      W ID 1#436; @schemeID !#437 in VA W#438 B#500 E#574 X#770
  X ProductEndUserTradeParty ? = party #708
  X ApplicableTradeDeliveryTerms ?
    X DeliveryTypeCode 1#319; in delivery-terms #320
    X RelevantTradeLocation ? = location #648
  E SellerOrderReferencedDocument ?
    E IssuerAssignedID 1#572; @schemeID E>-
    E>- URIID
    E>- LineID
    E>- TypeCode
    E>- Name
    E>- AttachmentBinaryObject
    E>- ReferenceTypeCode
    E>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#755 in date-formats #756
  M BuyerOrderReferencedDocument ?
    M IssuerAssignedID 1#29; @schemeID M>-
    E>- URIID
    E>- LineID
    E>- TypeCode
    E>- Name
    E>- AttachmentBinaryObject
    E>- ReferenceTypeCode
    W>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#670 in date-formats #671
  X QuotationReferencedDocument ? = document #730
  W ContractReferencedDocument ?
    W IssuerAssignedID 1#430; @schemeID W>-
    E>- URIID
    E>- LineID
    E>- TypeCode
    E>- Name
    E>- AttachmentBinaryObject
    E>X ReferenceTypeCode ?; in extended-object-schemes #707
    W>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#705 in date-formats #706
  E AdditionalReferencedDocument *
  E>- AdditionalReferencedDocument[other]
  E AdditionalReferencedDocument[130] *
    E IssuerAssignedID 1#557; @schemeID E>-
    E>- URIID
    E>- LineID
    E TypeCode 1#558; in 130 E#559 X#640
    E>- Name
    E>- AttachmentBinaryObject
    E ReferenceTypeCode ?; in object-schemes E#282 X#639
    E>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#637 in date-formats #638
  E AdditionalReferencedDocument[50] *
    E IssuerAssignedID 1#560; @schemeID E>-
    E>- URIID
    E>- LineID
    E TypeCode 1#561; in 50 E#562 X#643
    E>- Name
    E>- AttachmentBinaryObject
    E>- ReferenceTypeCode
    E>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#641 in date-formats #642
  E AdditionalReferencedDocument[916] *
    E IssuerAssignedID 1#563; @schemeID E>-
    E URIID ?; @schemeID E>-
    E>- LineID
    E TypeCode 1#564; in 916 E#565 X#647
    E Name ?#283
    E AttachmentBinaryObject ?#284; @mimeCode !#285 in attachment-types E#287, extended-attachment-types X#644; @filename !#286
    E>- ReferenceTypeCode
    E>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#645 in date-formats #646
  X BuyerAgentTradeParty ?
    X ID ?#649; @schemeID X>-
    X GlobalID *; @schemeID !#656 in party-schemes #657
    X Name 1#650
    X RoleCode ?#321
    X>- Description
    X SpecifiedLegalOrganization ? = organisation #661
    X DefinedTradeContact * = contact #653
    X PostalTradeAddress ? = address #658
    X URIUniversalCommunication ?#651 = electronic-address #667
    X SpecifiedTaxRegistration ?#652
      X ID 1#665; @schemeID !#666
  E SpecifiedProcuringProject ?
    E ID 1; @schemeID E>-
    E Name 1
  X UltimateCustomerOrderReferencedDocument * = document #783
`;
