/** Delivery (BG-13). The notation is described in notation.ts. */
export const DELIVERY = `
M ApplicableHeaderTradeDelivery 1
  X RelatedSupplyChainConsignment ?
    X SpecifiedLogisticsTransportMovement *
      X ModeCode 1#322; in transport-modes #346
  W ShipToTradeParty ?
    W ID ?#451; @schemeID W>-
    W GlobalID WBE:?#452 X:*; @schemeID !#453 in identifier-schemes-0240 W#454 B#506 E#585, party-schemes X#821
    W Name ?
    X RoleCode ?#815
    E>- Description
    W>X SpecifiedLegalOrganization ? = organisation #823
    E>X DefinedTradeContact * = contact #818
    W PostalTradeAddress ?
      W PostcodeCode ?; @listID E>-; @listVersionID E>-
      W LineOne ?
      W LineTwo ?
      W LineThree ?
      W CityName ?
      W CountryID 1#455; in countries W#457 B#507 E#586 X#822
      W CountrySubDivisionName ?#456
    W>X URIUniversalCommunication ?#816 = electronic-address #829
    W>X SpecifiedTaxRegistration ?#817
      X ID 1#827; @schemeID !#828
  X UltimateShipToTradeParty ? = delivery-party #832
  X ShipFromTradeParty ? = delivery-party #794
  W ActualDeliverySupplyChainEvent ?
    W OccurrenceDateTime 1#171
      W udt:DateTimeString ?; @format !#448 in day-format W#449 B#505 E#583 X#786
  W DespatchAdviceReferencedDocument ?
    W IssuerAssignedID 1#450; @schemeID W>-
    E>- URIID
    E>- LineID
    E>- TypeCode
    E>- Name
    E>- AttachmentBinaryObject
    E>- ReferenceTypeCode
    W>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#790 in date-formats #791
  E ReceivingAdviceReferencedDocument ?
    E IssuerAssignedID 1#584; @schemeID E>-
    E>- URIID
    E>- LineID
    E>- TypeCode
    E>- Name
    E>- AttachmentBinaryObject
    E>- ReferenceTypeCode
    E>X FormattedIssueDateTime ?
      X qdt:DateTimeString 1; @format !#792 in date-formats #793
  X DeliveryNoteReferencedDocument ? = document #787
`;
