/** Check digits of VAT numbers, for the member states whose computation is public; the number comes without its country prefix. */

/** Whether the check digits hold; undefined for a state that has none, or whose computation is not public. */
export function vatDigitsHold(country: string, number: string): boolean | undefined {
  const check = CHECKS[country];
  const digits = country === 'AT' ? number.slice(1) : country === 'NL' ? number.slice(0, 9) : number;
  if (check === undefined || !/^\d+$/.test(digits)) return country === 'NL' ? mod97Holds(number) : undefined;
  return check(Array.from(digits, Number), number);
}

type Check = (digits: readonly number[], number: string) => boolean;

const CHECKS: Readonly<Record<string, Check | undefined>> = {
  AT: (d) => (10 - ((luhn(d.slice(0, 7), 1) + 4) % 10)) % 10 === d[7],
  BE: (d) => 97 - (joined(d.slice(0, 8)) % 97) === joined(d.slice(8)),
  DE: iso7064,
  DK: (d) => weighted(d, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  EE: (d) => (10 - (weighted(d, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10 === d[8],
  EL: greek,
  FI: (d) => {
    const rest = weighted(d, [7, 9, 10, 5, 8, 4, 2]) % 11;
    return (rest === 0 ? 0 : 11 - rest) === d[7];
  },
  GR: greek,
  HR: iso7064,
  HU: (d) => (10 - (weighted(d, [9, 7, 3, 1, 9, 7, 3]) % 10)) % 10 === d[7],
  IT: (d) => luhn(d.slice(0, 10), 1) % 10 === (10 - (d[10] ?? 0)) % 10,
  LU: (d) => joined(d.slice(0, 6)) % 89 === joined(d.slice(6)),
  MT: (d) => 37 - (weighted(d, [3, 4, 6, 7, 8, 9]) % 37) === joined(d.slice(6)),
  // Either the older number of the business, or the one that sole traders have had since 2020.
  NL: (d, number) => weighted(d, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === d[8] || mod97Holds(number),
  PL: (d) => weighted(d, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === d[9],
  PT: (d) => {
    const key = 11 - (weighted(d, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return (key >= 10 ? 0 : key) === d[8];
  },
  SE: (d) => luhn(d.slice(0, 9), 0) % 10 === (10 - (d[9] ?? 0)) % 10,
  SI: (d) => (11 - (weighted(d, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === d[7],
  SK: (d) => joined(d) % 11 === 0,
};

function greek(d: readonly number[]): boolean {
  return (weighted(d, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === d[8];
}

function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

function joined(digits: readonly number[]): number {
  return Number(digits.join(''));
}

/** The sum of Luhn, every second digit doubled, from the index `first` on. */
function luhn(digits: readonly number[], first: number): number {
  return digits.reduce((sum, digit, index) => {
    const doubled = (index - first) % 2 === 0 ? digit * 2 : digit;
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}

/** ISO 7064, MOD 11,10: the last digit checks the others. */
function iso7064(digits: readonly number[]): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (digit + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (product + (digits.at(-1) ?? 0)) % 10 === 1;
}

/** The whole number with its prefix, letters as 10 to 35, "+" as 36 and "*" as 37, leaves 1 when divided by 97. */
function mod97Holds(number: string): boolean {
  let rest = 0;
  for (const character of `NL${number}`) {
    const value = character === '+' ? 36 : character === '*' ? 37 : Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
