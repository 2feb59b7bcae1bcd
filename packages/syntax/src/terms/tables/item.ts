/** The article of a line and its price. */
import { allowance, party, tax } from '../shapes.ts';
import { group } from '../table.ts';

const AGREEMENT = 'SpecifiedLineTradeAgreement';
const GROSS = 'GrossPriceProductTradePrice';
const NET = 'NetPriceProductTradePrice';
const NET_ALLOWANCE = '- | 0..n | AppliedTradeAllowanceCharge* | -';

export const itemGroups = [
  group(
    'BG-25',
    'BG-31 | 1..1 | SpecifiedTradeProduct | Item | article | item',
    `
    305    | 0..1 | identifier | ID                 | -                            | identifiant de l’article          | item identifier
    BT-157@BT-157-1 | 0..1 | identifier | GlobalID           | StandardItemIdentification/ID | référence standard de l’article  | item standard identifier
    BT-155 | 0..1 | identifier | SellerAssignedID   | SellersItemIdentification/ID | référence vendeur de l’article    | seller’s item identifier
    BT-156 | 0..1 | identifier | BuyerAssignedID    | BuyersItemIdentification/ID  | référence acheteur de l’article   | buyer’s item identifier
    532    | 0..1 | identifier | IndustryAssignedID | -                            | référence sectorielle de l’article | industry item identifier
    533    | 0..1 | identifier | ModelID            | -                            | identifiant du modèle             | model identifier
    BT-153 | 1..1 | text       | Name               | Name                         | nom de l’article                  | item name
    BT-154 | 0..1 | text       | Description        | Description                  | description de l’article          | item description
    534    | 0..n | identifier | BatchID*           | -                            | numéro de lot                     | batch identifier
    535    | 0..1 | text       | BrandName          | -                            | marque                            | brand name
    536    | 0..1 | text       | ModelName          | -                            | nom du modèle                     | model name
    BT-159 | 0..1 | code       | OriginTradeCountry/ID | OriginCountry/IdentificationCode | pays d’origine de l’article | item country of origin`,
  ),
  group(
    'BG-31',
    'BG-32 | 0..n | ApplicableProductCharacteristic* | AdditionalItemProperty* | attribut de l’article | item attribute',
    `
    11=159          | 0..1 | code     | TypeCode     | NameCode      | code de l’attribut de l’article    | item attribute code
    BT-160          | 0..1 | text     | Description  | Name          | nom de l’attribut de l’article     | item attribute name
    12=160@12-0=161 | 0..1 | quantity | ValueMeasure | ValueQuantity | mesure de l’attribut de l’article  | item attribute measure
    BT-161          | 0..1 | text     | Value        | Value         | valeur de l’attribut de l’article  | item attribute value`,
  ),
  group(
    'BG-31',
    'BT-158-00 | 0..n | DesignatedProductClassification* | CommodityClassification* | classification de l’article | item classification',
    `
    BT-158@BT-158-1,BT-158-2 | 0..1 | code | ClassCode | ItemClassificationCode | code de classification de l’article | item classification identifier
    13     | 0..1 | text | ClassName | -                      | nom de la classification            | classification name`,
  ),
  group(
    'BG-31',
    'BG-X-84 | 0..n | IndividualTradeProductInstance* | - | exemplaire de l’article | item instance',
    `
    306 | 0..1 | identifier | BatchID                  | - | numéro de lot de l’exemplaire   | batch identifier of the instance
    307 | 0..1 | identifier | SupplierAssignedSerialID | - | numéro de série de l’exemplaire | serial number of the instance`,
  ),
  ...party({
    parent: 'BG-31',
    head: '- | 0..1 | ManufacturerTradeParty | - | fabricant de l’article | item manufacturer',
    id: '593',
    globalId: '594',
    name: '595',
    role: '596',
    description: '597',
    legal: '-',
    legalId: '598',
    tradingName: '599',
    endpoint: '613',
    vatId: '614@-',
    taxId: '615@-',
    contact: '- 600 601 602 603 604 605',
    address: '- 606 607 608 609 610 611 612',
  }),
  group(
    'BG-31',
    'BG-X-1 | 0..n | IncludedReferencedProduct* | - | article inclus | included item',
    `
    308       | 0..1 | identifier | ID                 | - | identifiant de l’article inclus            | included item identifier
    15@15-1   | 0..n | identifier | GlobalID*          | - | identifiant global de l’article inclus     | included item global identifier
    16        | 0..1 | identifier | SellerAssignedID   | - | référence vendeur de l’article inclus      | seller’s identifier of the included item
    17        | 0..1 | identifier | BuyerAssignedID    | - | référence acheteur de l’article inclus     | buyer’s identifier of the included item
    309       | 0..1 | identifier | IndustryAssignedID | - | référence sectorielle de l’article inclus  | industry identifier of the included item
    18        | 1..1 | text       | Name               | - | nom de l’article inclus                    | included item name
    19        | 0..1 | text       | Description        | - | description de l’article inclus            | included item description
    20@20-1   | 0..1 | quantity   | UnitQuantity       | - | quantité de l’article inclus               | included item quantity`,
  ),
  group('BG-25', `BG-29 | 0..1 | ${AGREEMENT} | Price | prix de l’article | price details`),
  group(
    'BG-29',
    `BT-148-00 | 0..1 | ${GROSS} | . | prix brut | gross price`,
    `
    BT-148            | 1..1 | amount   | ChargeAmount  | AllowanceCharge[ChargeIndicator~false]/BaseAmount | prix brut de l’article | item gross price
    BT-149-1@BT-150-1 | 0..1 | quantity | BasisQuantity | -                          | quantité de base du prix brut | gross price base quantity`,
  ),
  allowance(
    'BT-148-00',
    'BT-147-00 | 0..n | AppliedTradeAllowanceCharge*[ChargeIndicator/udt:Indicator=false] | AllowanceCharge[ChargeIndicator~false] | rabais sur le prix | item price discount',
    {
      percentage: '34',
      base: '35',
      amount: 'BT-147 > Amount',
      reasonCode: '313=196 > AllowanceChargeReasonCode',
      reason: '36=195 > AllowanceChargeReason',
    },
  ),
  tax('BT-147-00', '- | 0..1 | CategoryTradeTax | - | TVA du rabais | VAT of the discount', {}),
  allowance(
    'BT-148-00',
    'BT-X-302-00 | 0..n | AppliedTradeAllowanceCharge*[ChargeIndicator/udt:Indicator=true] | - | majoration du prix | item price charge',
    {
      percentage: '300',
      base: '301',
      amount: '302',
      // A code of the list 5153 is a tax, BT-X-616.
      reasonCode: '314@616',
      reason: '303',
    },
  ),
  tax('BT-X-302-00', '- | 0..1 | CategoryTradeTax | - | TVA de la majoration | VAT of the price charge', {}),
  tax(
    'BT-148-00',
    '- | 0..1 | IncludedTradeTax | - | taxe incluse dans le prix brut | tax included in the gross price',
    {},
  ),
  group(
    'BG-29',
    `BT-146-00 | 0..1 | ${NET} | . | prix net | net price`,
    `
    BT-146        | 1..1 | amount   | ChargeAmount  | PriceAmount  | prix net de l’article    | item net price
    BT-149@BT-150 | 0..1 | quantity | BasisQuantity | BaseQuantity | quantité de base du prix | item price base quantity`,
  ),
  group(
    'BT-146-00',
    `${NET_ALLOWANCE} | remise ou majoration du prix net | allowance or charge on the net price`,
    `
    - | 1..1 | indicator | ChargeIndicator    | - | prix net : indicateur de majoration | net price: charge indicator
    - | 0..1 | number    | SequenceNumeric    | - | prix net : rang                     | net price: sequence
    - | 0..1 | percent   | CalculationPercent | - | prix net : pourcentage              | net price: percentage
    - | 0..1 | amount    | BasisAmount        | - | prix net : base                     | net price: base amount
    - | 0..1 | quantity  | BasisQuantity      | - | prix net : quantité de base         | net price: base quantity
    - | 1..1 | amount    | ActualAmount       | - | prix net : montant                  | net price: amount
    - | 0..1 | code      | ReasonCode         | - | prix net : code du motif            | net price: reason code
    - | 0..1 | text      | Reason             | - | prix net : motif                    | net price: reason`,
  ),
  tax(
    'AppliedTradeAllowanceCharge',
    '- | 0..1 | CategoryTradeTax | - | TVA de la remise ou majoration du prix net | VAT of the allowance or charge on the net price',
    {},
  ),
  tax(
    'BT-146-00',
    'BG-X-4 | 0..1 | IncludedTradeTax | - | taxe incluse dans le prix | tax included in the price',
    { amount: '37', type: '38', reason: '39', category: '40', reasonCode: '41', rate: '42' },
  ),
];
