/** What stands in several places of the profiles: parties and their parts, documents referred to. The notation is described in notation.ts. */
export const SHAPES = `
shape phone
  X>- URIID
  X CompleteNumber 1+0
shape mailbox
  X URIID 1+0; @schemeID X>-
  X>- CompleteNumber
shape electronic-address
  X URIID 1+0; @schemeID !+1 in address-schemes +2
  X>- CompleteNumber
shape address
  X PostcodeCode ?; @listID X>-; @listVersionID X>-
  X LineOne ?
  X LineTwo ?
  X LineThree ?
  X CityName ?
  X CountryID 1+0; in countries +2
  X CountrySubDivisionName ?+1
shape contact
  X PersonName ?
  X DepartmentName ?
  X TypeCode ?
  X TelephoneUniversalCommunication ? = phone +2
  X FaxUniversalCommunication ? = phone +1
  X EmailURIUniversalCommunication ? = mailbox +0
shape seller-phone
  E>- URIID
  E CompleteNumber 1+0
shape seller-mailbox
  E URIID 1+0; @schemeID E>-
  E>- CompleteNumber
shape organisation
  X ID ?; @schemeID in identifier-schemes +0
  X TradingBusinessName ?
  X PostalTradeAddress ? = address +1
shape named-organisation
  X ID ?; @schemeID in identifier-schemes +0
  X TradingBusinessName ?
  X>- PostalTradeAddress
shape party
  X ID ?+0; @schemeID X>-
  X GlobalID *; @schemeID !+8 in party-schemes +9
  X Name 1+1
  X RoleCode ?+2
  X>- Description
  X SpecifiedLegalOrganization ? = organisation +13
  X DefinedTradeContact * = contact +5
  X PostalTradeAddress ? = address +10
  X URIUniversalCommunication ?+3 = electronic-address +19
  X SpecifiedTaxRegistration ?+4
    X ID 1+17; @schemeID !+18
shape delivery-party
  X ID ?+0; @schemeID X>-
  X GlobalID *; @schemeID !+7 in party-schemes +8
  X Name ?
  X RoleCode ?+1
  X>- Description
  X SpecifiedLegalOrganization ? = organisation +12
  X DefinedTradeContact * = contact +4
  X PostalTradeAddress ? = address +9
  X URIUniversalCommunication ?+2 = electronic-address +18
  X SpecifiedTaxRegistration ?+3
    X ID 1+16; @schemeID !+17
shape line-document
  X IssuerAssignedID ?; @schemeID X>-
  X>- URIID
  X LineID ?; @schemeID X>-
  X>- TypeCode
  X>- Name
  X>- AttachmentBinaryObject
  X>- ReferenceTypeCode
  X FormattedIssueDateTime ?
    X qdt:DateTimeString 1; @format !+0 in date-formats +1
shape document
  X IssuerAssignedID 1+0; @schemeID X>-
  X>- URIID
  X>- LineID
  X>- TypeCode
  X>- Name
  X>- AttachmentBinaryObject
  X>- ReferenceTypeCode
  X FormattedIssueDateTime ?
    X qdt:DateTimeString 1; @format !+1 in date-formats +2
shape location
  X CountryID ?; in countries +0
  X Name ?
`;
