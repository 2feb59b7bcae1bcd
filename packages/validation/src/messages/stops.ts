/** SCELL-…: what made an official engine stop without a verdict, in words. */
import { type Message, message } from './message.ts';

export const STOPS: Readonly<Record<string, Message>> = {
  'SCELL-NUMBER': message(
    null,
    [
      'Un montant, une quantité ou un taux n’est pas un nombre décimal : les calculs qui en dépendent ne sont pas jugés.',
      'Écrivez le nombre avec un point et sans espace, lettre ni exposant : 1234.50.',
    ],
    [
      'An amount, quantity or rate is no decimal number: the computations that need it are not judged.',
      'Write the number with a point and without blank, letter or exponent: 1234.50.',
    ],
  ),
  'SCELL-DATE': message(
    null,
    [
      'Une date n’est pas un jour du calendrier : les règles qui en dépendent ne sont pas jugées.',
      'Écrivez la date AAAA-MM-JJ en UBL, AAAAMMJJ en CII.',
    ],
    [
      'A date is no day of the calendar: the rules that need it are not judged.',
      'Write the date YYYY-MM-DD in UBL, YYYYMMDD in CII.',
    ],
  ),
  'SCELL-BOOLEAN': message(
    null,
    [
      'Un indicateur n’est ni « true » ni « false » : on ne sait si l’élément est une remise ou des frais.',
      'Écrivez « false » pour une remise, « true » pour des frais.',
    ],
    [
      'An indicator is neither “true” nor “false”: whether the element is an allowance or a charge is not known.',
      'Write “false” for an allowance, “true” for a charge.',
    ],
  ),
  'SCELL-UNJUDGED': message(
    null,
    [
      'Une règle officielle ne peut être jugée sur cet élément : l’une des valeurs qu’elle lit y manque, y est répétée ou n’est pas du bon type.',
      'Comparez l’élément au schéma XML, et ne gardez qu’une valeur bien formée de chaque élément.',
    ],
    [
      'An official rule cannot be judged on this element: a value that it reads there is missing, repeated or of the wrong type.',
      'Compare the element with the XML schema, and keep one well-formed value of each element.',
    ],
  ),
  'SCELL-REPEATED': message(
    null,
    [
      'Un élément est répété là où une règle attend une seule valeur : elle n’est pas jugée.',
      'Gardez une seule occurrence de l’élément.',
    ],
    [
      'An element is repeated where a rule expects a single value: that rule is not judged.',
      'Keep one occurrence of the element.',
    ],
  ),
};
