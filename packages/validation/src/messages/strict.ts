/** The stricter layer in words: what the official rules let pass, and what to look at. */
import { type Message, message } from './message.ts';

export const STRICT: Readonly<Record<string, Message>> = {
  'SCELL-SIREN': message(
    null,
    [
      'Un SIREN (schéma 0002) n’a pas neuf chiffres, ou sa clé de contrôle est fausse : l’annuaire ne le connaîtra pas.',
      'Recopiez le SIREN de l’avis de situation de l’entreprise, neuf chiffres sans espace.',
    ],
    [
      'A SIREN (scheme 0002) does not have nine digits, or its check digit is wrong: the directory will not know it.',
      'Copy the SIREN from the register entry of the business, nine digits without blanks.',
    ],
  ),
  'SCELL-SIRET': message(
    null,
    [
      'Un SIRET (schéma 0009) n’a pas quatorze chiffres, ou sa clé de contrôle est fausse.',
      'Recopiez le SIRET de l’établissement, quatorze chiffres sans espace : le SIREN suivi du NIC.',
    ],
    [
      'A SIRET (scheme 0009) does not have fourteen digits, or its check digit is wrong.',
      'Copy the SIRET of the establishment, fourteen digits without blanks: the SIREN followed by the NIC.',
    ],
  ),
  'SCELL-SIRET-SIREN': message(
    null,
    [
      'Le SIRET d’une partie ne commence pas par son SIREN : ils désignent deux entreprises.',
      'Donnez le SIRET d’un établissement de cette entreprise, ou corrigez le SIREN.',
    ],
    [
      'The SIRET of a party does not begin with its SIREN: they name two businesses.',
      'Give the SIRET of an establishment of that business, or correct the SIREN.',
    ],
  ),
  'SCELL-VAT-FORM': message(
    'BT-31',
    [
      'Un numéro de TVA n’a pas la forme que lui donne son pays.',
      'Écrivez le numéro comme dans VIES : le préfixe du pays, puis lettres et chiffres sans espace ni point. Un autre numéro fiscal du vendeur va en BT-32.',
    ],
    [
      'A VAT number does not have the form of its country.',
      'Write the number as VIES does: the prefix of the country, then letters and digits without blanks or points. Another tax number of the seller goes into BT-32.',
    ],
  ),
  'SCELL-VAT-KEY': message(
    'BT-31',
    [
      'La clé de contrôle d’un numéro de TVA est fausse : un caractère est sans doute mal recopié.',
      'Vérifiez le numéro auprès de la partie ou dans VIES.',
    ],
    [
      'The check digits of a VAT number are wrong: a character has probably been copied wrong.',
      'Check the number with the party or in VIES.',
    ],
  ),
  'SCELL-VAT-SIREN': message(
    'BT-31',
    [
      'Le numéro de TVA français d’une partie ne finit pas par son SIREN.',
      'Donnez le numéro de TVA de cette entreprise, ou corrigez le SIREN.',
    ],
    [
      'The French VAT number of a party does not end with its SIREN.',
      'Give the VAT number of that business, or correct the SIREN.',
    ],
  ),
  'SCELL-VAT-COUNTRY': message(
    'BT-31',
    [
      'Le préfixe du numéro de TVA n’est pas le pays de l’adresse.',
      'Rien à changer si la partie est identifiée à la TVA dans cet autre pays ; sinon corrigez le numéro ou l’adresse.',
    ],
    [
      'The prefix of the VAT number is not the country of the address.',
      'Nothing to change if the party is registered for VAT in that other country; else correct the number or the address.',
    ],
  ),
  'SCELL-IBAN': message(
    'BT-84',
    [
      'Un IBAN est mal formé, n’a pas la longueur de son pays, ou sa clé de contrôle est fausse : le virement sera rejeté.',
      'Recopiez l’IBAN du relevé d’identité bancaire, sans espace.',
    ],
    [
      'An IBAN is malformed, does not have the length of its country, or its check digits are wrong: the transfer will be rejected.',
      'Copy the IBAN from the bank’s statement of the account, without blanks.',
    ],
  ),
  'SCELL-BIC': message(
    'BT-86',
    [
      'Un BIC n’a pas 8 ou 11 caractères, ou ses 5e et 6e ne sont pas un pays.',
      'Recopiez le BIC de la banque, ou omettez-le : l’IBAN suffit dans la zone SEPA.',
    ],
    [
      'A BIC does not have 8 or 11 characters, or its 5th and 6th are no country.',
      'Copy the BIC of the bank, or leave it out: the IBAN is enough within SEPA.',
    ],
  ),
  'SCELL-GLN': message(
    null,
    [
      'Un GLN (schéma 0088) n’a pas treize chiffres, ou sa clé de contrôle est fausse.',
      'Recopiez le GLN que GS1 a attribué.',
    ],
    [
      'A GLN (scheme 0088) does not have thirteen digits, or its check digit is wrong.',
      'Copy the GLN that GS1 has given.',
    ],
  ),
  'SCELL-GTIN': message(
    'BT-157',
    [
      'Un GTIN n’a pas 8, 12, 13 ou 14 chiffres, ou sa clé de contrôle est fausse.',
      'Recopiez le code de l’article tel que sous son code-barres.',
    ],
    [
      'A GTIN does not have 8, 12, 13 or 14 digits, or its check digit is wrong.',
      'Copy the number of the article as it stands below its bar code.',
    ],
  ),
  'SCELL-ADDRESS': message(
    'BT-34',
    [
      'Une adresse électronique n’a pas la forme de son schéma : rien ne pourra y être remis.',
      'En 0225, donnez un SIREN valable, seul ou suivi de « _ » et d’un suffixe ; en EM, une adresse de courriel.',
    ],
    [
      'An electronic address does not have the form of its scheme: nothing can be delivered there.',
      'In 0225, give a valid SIREN, alone or followed by “_” and a suffix; in EM, an e-mail address.',
    ],
  ),
  'SCELL-EMAIL': message(
    'BG-6',
    [
      'L’adresse de courriel d’un contact est mal formée.',
      'Écrivez l’adresse sous la forme nom@domaine.fr, ou omettez-la.',
    ],
    [
      'The e-mail address of a contact is malformed.',
      'Write the address as name@domain.org, or leave it out.',
    ],
  ),
  'SCELL-URL': message(
    'BT-124',
    [
      'L’adresse d’une pièce jointe externe n’est pas une URL.',
      'Donnez l’adresse entière, avec https:// devant.',
    ],
    ['The location of an external document is no URL.', 'Give the whole address, with https:// in front.'],
  ),
  'SCELL-DAY': message(
    null,
    [
      'Une date n’existe pas au calendrier, ou est suivie d’autre chose, ou son année n’est pas plausible.',
      'Écrivez la date AAAA-MM-JJ en UBL, AAAAMMJJ en CII, et rien d’autre.',
    ],
    [
      'A date is no day of the calendar, or something follows it, or its year is not plausible.',
      'Write the date YYYY-MM-DD in UBL, YYYYMMDD in CII, and nothing else.',
    ],
  ),
  'SCELL-DUE-DATE': message(
    'BT-9',
    [
      'L’échéance précède la date de la facture.',
      'Corrigez BT-9 ou BT-2 : une facture à payer échoit le jour de son émission ou après.',
    ],
    [
      'The invoice is due before it was issued.',
      'Correct BT-9 or BT-2: an invoice to be paid is due on the day of its issue or later.',
    ],
  ),
  'SCELL-DELIVERY-DATE': message(
    'BT-72',
    ['La livraison est à plus d’un an de la facture.', 'Vérifiez l’année de BT-72 et de BT-2.'],
    ['Delivery and invoice are more than a year apart.', 'Check the year of BT-72 and of BT-2.'],
  ),
  'SCELL-VAT-RATE-DATE': message(
    'BT-152',
    [
      'Un taux de TVA français n’est en vigueur à aucune des dates de la facture.',
      'Corrigez le taux, ou donnez la date de l’opération (BT-7, BT-72 ou BG-14) si elle est de cette époque.',
    ],
    [
      'A French VAT rate is not in force on any date of the invoice.',
      'Correct the rate, or give the date of the operation (BT-7, BT-72 or BG-14) if it is of that time.',
    ],
  ),
  'SCELL-PRECEDING-DATE': message(
    'BT-26',
    [
      'Une facture antérieure porte une date postérieure à cette facture.',
      'Corrigez BT-26 : la facture à laquelle on se réfère a été émise avant.',
    ],
    [
      'A preceding invoice bears a date after this invoice.',
      'Correct BT-26: the invoice that is referred to was issued before.',
    ],
  ),
  'SCELL-LINE': message(
    'BT-131',
    [
      'Le montant net d’une ligne n’est pas sa quantité multipliée par son prix, remises et frais de ligne compris.',
      'Corrigez BT-131 : BT-129 × BT-146 ÷ BT-149 − remises + frais ; ou corrigez la quantité ou le prix.',
    ],
    [
      'The net amount of a line is not its quantity times its price, with the allowances and charges of the line.',
      'Correct BT-131: BT-129 × BT-146 ÷ BT-149 − allowances + charges; or correct the quantity or the price.',
    ],
  ),
  'SCELL-PRICE': message(
    'BT-146',
    [
      'Le prix net d’un article n’est pas son prix brut moins le rabais.',
      'Corrigez BT-146 : BT-148 − BT-147.',
    ],
    [
      'The net price of an item is not its gross price less the discount.',
      'Correct BT-146: BT-148 − BT-147.',
    ],
  ),
  'SCELL-PERCENTAGE': message(
    null,
    [
      'Le montant d’une remise ou d’un frais n’est pas son pourcentage de sa base.',
      'Corrigez le montant, le pourcentage ou la base ; sans pourcentage ni base, le montant vaut seul.',
    ],
    [
      'The amount of an allowance or charge is not its percentage of its base.',
      'Correct the amount, the percentage or the base; without percentage and base the amount stands alone.',
    ],
  ),
  'SCELL-VAT-AMOUNT': message(
    'BT-117',
    [
      'Un montant de TVA n’est pas sa base multipliée par son taux ; la règle officielle admet un écart d’une unité, le calcul n’en a pas.',
      'Calculez la TVA sur la base du groupe, arrondie au centime : BT-116 × BT-119 ÷ 100.',
    ],
    [
      'An amount of VAT is not its base times its rate; the official rule allows one unit of difference, arithmetic none.',
      'Compute VAT on the base of the group, rounded to the cent: BT-116 × BT-119 ÷ 100.',
    ],
  ),
  'SCELL-VAT-GROUP': message(
    'BG-23',
    [
      'La ventilation de TVA a deux groupes de mêmes catégorie, taux et motif.',
      'Réunissez-les en un seul groupe.',
    ],
    ['The VAT breakdown has two groups of the same category, rate and reason.', 'Make one group of them.'],
  ),
  'SCELL-LINE-ID': message(
    'BT-126',
    [
      'Deux lignes portent le même identifiant : une référence à la ligne est ambiguë.',
      'Numérotez les lignes sans répétition.',
    ],
    [
      'Two lines bear the same identifier: a reference to the line is ambiguous.',
      'Number the lines without repetition.',
    ],
  ),
  'SCELL-QUANTITY': message(
    'BT-129',
    [
      'Une ligne facture une quantité de zéro.',
      'Donnez la quantité facturée, ou supprimez la ligne : une précision va dans une note.',
    ],
    [
      'A line invoices a quantity of zero.',
      'Give the quantity invoiced, or remove the line: an explanation goes into a note.',
    ],
  ),
  'SCELL-BASE-QUANTITY': message(
    'BT-149',
    [
      'La quantité de base d’un prix est de zéro ou moins : le prix n’est celui de rien.',
      'Donnez le nombre d’unités que le prix paie, 1 le plus souvent, ou omettez BT-149.',
    ],
    [
      'The base quantity of a price is zero or below: the price is that of nothing.',
      'Give the number of units that the price pays for, mostly 1, or leave BT-149 out.',
    ],
  ),
  'SCELL-BASE-UNIT': message(
    'BT-150',
    [
      'L’unité de la quantité de base du prix n’est pas celle de la quantité facturée.',
      'Donnez à BT-150 l’unité de BT-130, et le prix pour cette unité.',
    ],
    [
      'The unit of the base quantity of the price is not that of the quantity invoiced.',
      'Give BT-150 the unit of BT-130, and the price for that unit.',
    ],
  ),
  'SCELL-CREDIT-SIGN': message(
    'BT-112',
    [
      'Le total d’un avoir est négatif : un avoir d’un montant négatif est une créance de plus.',
      'Écrivez les montants d’un avoir en positif, ou faites-en une facture.',
    ],
    [
      'The total of a credit note is negative: a credit of a negative amount is a debt more.',
      'Write the amounts of a credit note as positive ones, or make an invoice of it.',
    ],
  ),
  'SCELL-PREPAID': message(
    'BT-113',
    [
      'Le montant déjà payé dépasse le total TVA comprise.',
      'Corrigez BT-113, ou émettez un avoir du trop-perçu.',
    ],
    [
      'The amount already paid is above the total with VAT.',
      'Correct BT-113, or issue a credit note for what was paid too much.',
    ],
  ),
  'SCELL-SIZE': message(
    null,
    [
      'Un montant est si grand qu’il ne peut s’agir que d’une erreur : mille milliards ou plus.',
      'Vérifiez la place de la virgule.',
    ],
    [
      'An amount is so large that it can only be a mistake: a million million or more.',
      'Check where the decimal point stands.',
    ],
  ),
  'SCELL-CURRENCY': message(
    'BT-5',
    [
      'Un montant est dans une autre devise que la facture.',
      'Donnez tous les montants dans la devise BT-5 ; seule la TVA se répète dans la devise comptable (BT-6, BT-111).',
    ],
    [
      'An amount is in another currency than the invoice.',
      'Give all amounts in the currency BT-5; only the VAT is repeated in the accounting currency (BT-6, BT-111).',
    ],
  ),
  'SCELL-MINOR-UNITS': message(
    null,
    [
      'Un montant a des décimales dans une devise qui n’en a pas : il ne peut être payé exactement.',
      'Arrondissez le montant à l’unité, puis vérifiez les totaux qui en dépendent.',
    ],
    [
      'An amount has decimals in a currency that has none: it cannot be paid exactly.',
      'Round the amount to the unit, then check the totals that depend on it.',
    ],
  ),
  'SCELL-NOTE': message(
    'BT-22',
    [
      'Une note n’a qu’un code de sujet et pas de texte : la mention légale qu’elle annonce manque.',
      'Écrivez le texte de la mention, ou supprimez la note si rien ne l’exige.',
    ],
    [
      'A note has a subject code and no text: the legal mention that it announces is missing.',
      'Write the text of the mention, or remove the note where nothing asks for it.',
    ],
  ),
  'SCELL-PLACEHOLDER': message(
    null,
    [
      'Un texte est ce qu’un programme ou un modèle laisse à la place d’une valeur absente.',
      'Donnez la valeur, ou omettez l’élément.',
    ],
    [
      'A text is what a program or a template leaves in place of a missing value.',
      'Give the value, or leave the element out.',
    ],
  ),
  'SCELL-TEXT': message(
    null,
    [
      'Un texte porte des caractères abîmés ou invisibles : il a été lu dans un autre encodage que le sien, ou contient des caractères de commande.',
      'Écrivez le fichier en UTF-8 à partir de la source, et retirez les caractères de commande.',
    ],
    [
      'A text holds damaged or invisible characters: it was read in another encoding than its own, or contains control characters.',
      'Write the file in UTF-8 from the source, and take control characters out.',
    ],
  ),
  'SCELL-ATTACHMENT': message(
    'BT-125',
    [
      'Une pièce jointe est vide, ou n’est pas écrite en base 64 : personne ne pourra l’ouvrir.',
      'Joignez le fichier encodé en base 64, ou retirez la pièce jointe.',
    ],
    [
      'An attachment is empty, or is not written in base 64: nobody can open it.',
      'Attach the file encoded in base 64, or take the attachment out.',
    ],
  ),
  'SCELL-ATTACHMENT-TYPE': message(
    'BT-125',
    [
      'Les octets d’une pièce jointe ne sont pas du type qu’elle annonce.',
      'Donnez à l’attribut mimeCode le type du fichier, ou joignez le bon fichier.',
    ],
    [
      'The bytes of an attachment are not of the type that it announces.',
      'Give the attribute mimeCode the type of the file, or attach the right file.',
    ],
  ),
};
