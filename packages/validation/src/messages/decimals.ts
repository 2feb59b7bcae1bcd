/** BR-DEC: amounts with at most two decimals, in words. */
import { type Message, message } from './message.ts';
import { named } from './terms.ts';

/** The number of the rule, and the amount it is about. */
const AMOUNTS: ReadonlyMap<string, string> = new Map([
  ['01', 'BT-92'],
  ['02', 'BT-93'],
  ['05', 'BT-99'],
  ['06', 'BT-100'],
  ['09', 'BT-106'],
  ['10', 'BT-107'],
  ['11', 'BT-108'],
  ['12', 'BT-109'],
  ['13', 'BT-110'],
  ['14', 'BT-112'],
  ['15', 'BT-111'],
  ['16', 'BT-113'],
  ['17', 'BT-114'],
  ['18', 'BT-115'],
  ['19', 'BT-116'],
  ['20', 'BT-117'],
  ['23', 'BT-131'],
  ['24', 'BT-136'],
  ['25', 'BT-137'],
  ['27', 'BT-141'],
  ['28', 'BT-142'],
]);

/** The message of "BR-DEC-23"; undefined for what is no such rule. */
export function decimalsMessage(rule: string): Message | undefined {
  const term = AMOUNTS.get(rule.slice('BR-DEC-'.length));
  if (term === undefined) return undefined;
  const name = named(term);
  return message(
    term,
    [
      `Un montant a plus de deux décimales : ${name.fr}.`,
      'Arrondissez le montant à deux décimales, puis vérifiez les totaux qui en dépendent.',
    ],
    [
      `An amount has more than two decimals: ${name.en}.`,
      'Round the amount to two decimals, then check the totals that depend on it.',
    ],
  );
}
