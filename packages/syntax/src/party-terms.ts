/** The business terms of BG-4 and BG-7 that a party's values stand for, to be named in errors. */
export type PartyTerms = Readonly<
  Record<
    'id' | 'name' | 'info' | 'legalId' | 'tradingName' | 'contact' | 'address' | 'endpoint' | 'vatId',
    string
  >
>;

export const SELLER: PartyTerms = {
  id: 'BT-29',
  name: 'BT-27',
  info: 'BT-33',
  legalId: 'BT-30',
  tradingName: 'BT-28',
  contact: 'BG-6',
  address: 'BG-5',
  endpoint: 'BT-34',
  vatId: 'BT-31',
};

export const BUYER: PartyTerms = {
  id: 'BT-46',
  name: 'BT-44',
  info: 'BG-7',
  legalId: 'BT-47',
  tradingName: 'BT-45',
  contact: 'BG-9',
  address: 'BG-8',
  endpoint: 'BT-49',
  vatId: 'BT-48',
};
