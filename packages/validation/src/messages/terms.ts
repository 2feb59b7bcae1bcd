/** The names of the business terms and groups of EN 16931-1 and of the French extension (XP Z12-012), for people. */
import type { Text } from '@scell/core';

/** The term, its French name, its English one. */
const ROWS = `
BT-1|numéro de facture|invoice number
BT-2|date d’émission|issue date
BT-3|type de facture|invoice type code
BT-5|devise de la facture|invoice currency
BT-6|devise de comptabilisation de la TVA|VAT accounting currency
BT-7|date d’exigibilité de la TVA|VAT point date
BT-8|code d’exigibilité de la TVA|VAT point date code
BT-9|date d’échéance|due date
BT-10|référence de l’acheteur|buyer reference
BT-11|référence du projet|project reference
BT-12|numéro de contrat|contract reference
BT-13|numéro de commande de l’acheteur|purchase order reference
BT-14|numéro de commande du vendeur|sales order reference
BT-15|avis de réception|receiving advice reference
BT-16|avis d’expédition|despatch advice reference
BT-17|référence de l’appel d’offres ou du lot|tender or lot reference
BT-18|objet facturé|invoiced object identifier
BT-18-1|schéma de l’objet facturé|scheme of the invoiced object
BT-19|référence comptable de l’acheteur|buyer accounting reference
BT-20|conditions de paiement|payment terms
BT-21|code du sujet de la note|note subject code
BT-22|texte de la note|note text
BT-23|cadre de facturation|business process type
BT-24|identifiant de la spécification|specification identifier
BT-25|numéro de la facture antérieure|preceding invoice number
BT-26|date de la facture antérieure|preceding invoice date
BT-27|raison sociale du vendeur|seller name
BT-28|nom commercial du vendeur|seller trading name
BT-29|identifiant du vendeur|seller identifier
BT-29-1|schéma de l’identifiant du vendeur|scheme of the seller identifier
BT-30|identifiant légal du vendeur (SIREN)|seller legal registration (SIREN)
BT-30-1|schéma de l’identifiant légal|scheme of the legal registration
BT-31|numéro de TVA du vendeur|seller VAT identifier
BT-32|identifiant fiscal local du vendeur|seller tax registration
BT-33|informations légales du vendeur|seller legal information
BT-34|adresse électronique du vendeur|seller electronic address
BT-34-1|schéma de l’adresse électronique du vendeur|scheme of the seller electronic address
BT-35|adresse du vendeur|seller address line
BT-40|pays du vendeur|seller country
BT-41|contact du vendeur|seller contact
BT-44|raison sociale de l’acheteur|buyer name
BT-45|nom commercial de l’acheteur|buyer trading name
BT-46|identifiant de l’acheteur|buyer identifier
BT-47|identifiant légal de l’acheteur (SIREN)|buyer legal registration (SIREN)
BT-48|numéro de TVA de l’acheteur|buyer VAT identifier
BT-49|adresse électronique de l’acheteur|buyer electronic address
BT-49-1|schéma de l’adresse électronique de l’acheteur|scheme of the buyer electronic address
BT-55|pays de l’acheteur|buyer country
BT-56|contact de l’acheteur|buyer contact
BT-59|nom du bénéficiaire|payee name
BT-60|identifiant du bénéficiaire|payee identifier
BT-61|identifiant légal du bénéficiaire|payee legal registration
BT-62|nom du représentant fiscal|tax representative name
BT-63|numéro de TVA du représentant fiscal|tax representative VAT identifier
BT-69|pays du représentant fiscal|tax representative country
BT-70|nom du lieu de livraison|deliver-to party name
BT-71|identifiant du lieu de livraison|deliver-to location identifier
BT-71-1|schéma de l’identifiant du lieu de livraison|scheme of the deliver-to location
BT-72|date de livraison|actual delivery date
BT-73|début de la période de facturation|invoicing period start date
BT-74|fin de la période de facturation|invoicing period end date
BT-80|pays de livraison|deliver-to country
BT-81|moyen de paiement|payment means code
BT-82|libellé du moyen de paiement|payment means text
BT-83|référence de paiement|remittance information
BT-84|compte à créditer|payment account identifier
BT-85|titulaire du compte|payment account name
BT-86|banque du compte|payment service provider identifier
BT-87|numéro de carte|card number
BT-89|référence du mandat|mandate reference
BT-90|identifiant du créancier SEPA|creditor identifier
BT-91|compte débité|debited account identifier
BT-92|montant de la remise|document level allowance amount
BT-93|base de la remise|document level allowance base amount
BT-95|catégorie de TVA de la remise|document level allowance VAT category
BT-96|taux de TVA de la remise|document level allowance VAT rate
BT-97|motif de la remise|document level allowance reason
BT-98|code du motif de la remise|document level allowance reason code
BT-99|montant des frais|document level charge amount
BT-100|base des frais|document level charge base amount
BT-102|catégorie de TVA des frais|document level charge VAT category
BT-103|taux de TVA des frais|document level charge VAT rate
BT-104|motif des frais|document level charge reason
BT-105|code du motif des frais|document level charge reason code
BT-106|somme des montants nets des lignes|sum of line net amounts
BT-107|somme des remises du document|sum of document level allowances
BT-108|somme des frais du document|sum of document level charges
BT-109|total hors TVA|total without VAT
BT-110|total de la TVA|total VAT amount
BT-111|total de la TVA en devise de comptabilisation|total VAT amount in accounting currency
BT-112|total TVA comprise|total with VAT
BT-113|montant déjà payé|paid amount
BT-114|arrondi|rounding amount
BT-115|montant à payer|amount due for payment
BT-116|base imposable|VAT category taxable amount
BT-117|montant de la TVA|VAT category tax amount
BT-118|catégorie de TVA|VAT category code
BT-119|taux de TVA|VAT category rate
BT-120|motif d’exonération|VAT exemption reason
BT-121|code du motif d’exonération|VAT exemption reason code
BT-122|référence de la pièce jointe|supporting document reference
BT-123|description de la pièce jointe|supporting document description
BT-124|adresse de la pièce jointe|external document location
BT-125|pièce jointe|attached document
BT-126|numéro de ligne|invoice line identifier
BT-127|note de ligne|invoice line note
BT-128|objet facturé de la ligne|invoice line object identifier
BT-128-1|schéma de l’objet facturé de la ligne|scheme of the invoice line object
BT-129|quantité facturée|invoiced quantity
BT-130|unité de la quantité|unit of measure
BT-131|montant net de la ligne|invoice line net amount
BT-132|ligne de commande|purchase order line reference
BT-133|référence comptable de la ligne|line accounting reference
BT-134|début de la période de la ligne|line period start date
BT-135|fin de la période de la ligne|line period end date
BT-136|montant de la remise de ligne|line allowance amount
BT-137|base de la remise de ligne|line allowance base amount
BT-139|motif de la remise de ligne|line allowance reason
BT-140|code du motif de la remise de ligne|line allowance reason code
BT-141|montant des frais de ligne|line charge amount
BT-142|base des frais de ligne|line charge base amount
BT-144|motif des frais de ligne|line charge reason
BT-145|code du motif des frais de ligne|line charge reason code
BT-146|prix net de l’article|item net price
BT-147|rabais sur le prix|item price discount
BT-148|prix brut de l’article|item gross price
BT-149|quantité de base du prix|item price base quantity
BT-150|unité de la quantité de base|item price base quantity unit
BT-151|catégorie de TVA de la ligne|line VAT category
BT-152|taux de TVA de la ligne|line VAT rate
BT-153|nom de l’article|item name
BT-154|description de l’article|item description
BT-155|référence vendeur de l’article|seller’s item identifier
BT-156|référence acheteur de l’article|buyer’s item identifier
BT-157|référence standard de l’article|item standard identifier
BT-157-1|schéma de la référence standard|scheme of the item standard identifier
BT-158|classification de l’article|item classification
BT-158-1|liste de la classification|item classification scheme
BT-159|pays d’origine de l’article|item country of origin
BT-160|nom de l’attribut de l’article|item attribute name
BT-161|valeur de l’attribut de l’article|item attribute value
BT-162|complément de l’adresse du vendeur|third line of the seller address
BG-1|note de facture|invoice note
BG-2|contrôle du processus|process control
BG-3|facture antérieure|preceding invoice reference
BG-4|vendeur|seller
BG-5|adresse postale du vendeur|seller postal address
BG-6|contact du vendeur|seller contact
BG-7|acheteur|buyer
BG-8|adresse postale de l’acheteur|buyer postal address
BG-9|contact de l’acheteur|buyer contact
BG-10|bénéficiaire du paiement|payee
BG-11|représentant fiscal du vendeur|seller tax representative
BG-12|adresse du représentant fiscal|tax representative postal address
BG-13|livraison|delivery information
BG-14|période de facturation|invoicing period
BG-15|adresse de livraison|deliver-to address
BG-16|instructions de paiement|payment instructions
BG-17|virement|credit transfer
BG-18|carte de paiement|payment card information
BG-19|prélèvement|direct debit
BG-20|remise au niveau du document|document level allowance
BG-21|frais au niveau du document|document level charge
BG-22|totaux du document|document totals
BG-23|ventilation de la TVA|VAT breakdown
BG-24|pièce jointe|additional supporting document
BG-25|ligne de facture|invoice line
BG-26|période de la ligne|invoice line period
BG-27|remise de ligne|invoice line allowance
BG-28|frais de ligne|invoice line charge
BG-29|prix de l’article|price details
BG-30|TVA de la ligne|line VAT information
BG-31|article|item information
BG-32|attribut de l’article|item attribute
EXT-FR-FE-02|type de la facture antérieure|type of the preceding invoice
EXT-FR-FE-06|identifiant de l’agent de l’acheteur|buyer agent identifier
EXT-FR-FE-12|adresse électronique de l’agent de l’acheteur|buyer agent electronic address
EXT-FR-FE-29|adresse électronique du bénéficiaire|payee electronic address
EXT-FR-FE-46|identifiant du payeur|payer identifier
EXT-FR-FE-52|adresse électronique du payeur|payer electronic address
EXT-FR-FE-69|identifiant de l’agent du vendeur|seller agent identifier
EXT-FR-FE-75|adresse électronique de l’agent du vendeur|seller agent electronic address
EXT-FR-FE-92|identifiant du destinataire de la facture|invoicee identifier
EXT-FR-FE-98|adresse électronique du destinataire de la facture|invoicee electronic address
EXT-FR-FE-115|identifiant du facturant|invoicer identifier
EXT-FR-FE-121|adresse électronique du facturant|invoicer electronic address
EXT-FR-FE-134|début de la période de la ligne|line period start date
EXT-FR-FE-135|fin de la période de la ligne|line period end date
EXT-FR-FE-136|numéro de la facture antérieure de la ligne|preceding invoice number of the line
EXT-FR-FE-137|type de la facture antérieure de la ligne|preceding invoice type of the line
EXT-FR-FE-138|date de la facture antérieure de la ligne|preceding invoice date of the line
EXT-FR-FE-146|identifiant du lieu de livraison de la ligne|deliver-to location identifier of the line
EXT-FR-FE-158|date de livraison de la ligne|delivery date of the line
EXT-FR-FE-159|code de l’attribut de l’article|item attribute code
EXT-FR-FE-163|type de la ligne|line type
EXT-FR-FE-164|nom du vendeur de la sous-facture|seller name of the sub-invoice
EXT-FR-FE-167|SIREN du vendeur de la sous-facture|seller SIREN of the sub-invoice
EXT-FR-FE-177|pays du vendeur de la sous-facture|seller country of the sub-invoice
EXT-FR-FE-181|TVA de la sous-facture|VAT amount of the sub-invoice
EXT-FR-FE-182|TVA de la sous-facture en devise de comptabilisation|VAT amount of the sub-invoice in accounting currency
EXT-FR-FE-184|total TVA comprise de la sous-facture|total with VAT of the sub-invoice`;

let names: ReadonlyMap<string, Text> | undefined;

/** "numéro de facture", "invoice number"; undefined for what is no term. */
export function nameOf(term: string): Text | undefined {
  names ??= new Map(
    ROWS.trim()
      .split('\n')
      .map((row) => {
        const [id = '', fr = '', en = ''] = row.split('|');
        return [id, { fr, en }] as const;
      }),
  );
  return names.get(term);
}

/** "numéro de facture (BT-1)": the name and the term, or the term alone. */
export function named(term: string): Text {
  const name = nameOf(term);
  return name === undefined
    ? { fr: term, en: term }
    : { fr: `${name.fr} (${term})`, en: `${name.en} (${term})` };
}
