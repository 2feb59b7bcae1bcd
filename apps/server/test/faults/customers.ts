import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { invoiceBody } from '../support/platform.ts';
import { type Heard, request } from './program.ts';

/** What callers were told, kept by them: the other side of the books. */
export interface Journal {
  /** How many creations were asked for, each under a key of its own. */
  asked: number;
  /** Invoice id → number, as answered. */
  numbers: Map<string, string>;
  /** Ids of invoices whose mail was accepted. */
  mailed: Set<string>;
  /** Answers that said "not now". */
  unavailable: Heard[];
}

export const newJournal = (): Journal => ({
  asked: 0,
  numbers: new Map(),
  mailed: new Set(),
  unavailable: [],
});

/**
 * A caller that makes, submits and mails invoices one after the other. What got no answer, or the answer 503, it asks
 * again under the same Idempotency-Key, as a careful client does.
 */
export class Customer {
  readonly #journal: Journal;
  #step: 'create' | 'submit' | 'mail' = 'create';
  #key = '';
  #id = '';

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Goes on until told to stop between two invoices (`true`), or until the connection breaks (`false`). */
  async work(api: string, apiKey: string, goOn: () => boolean): Promise<boolean> {
    while (goOn() || this.#step !== 'create' || this.#key !== '') {
      if (this.#key === '') {
        this.#key = randomUUID();
        if (this.#step === 'create') this.#journal.asked += 1;
      }
      let heard: Heard;
      try {
        heard = await this.#ask(api, apiKey);
      } catch (error) {
        // A refused or broken connection; a request that hangs is another error, and one for the test.
        if (error instanceof TypeError) return false;
        throw error;
      }
      if (heard.status === 503) {
        this.#journal.unavailable.push(heard);
        await pause(50);
      } else this.#take(heard);
    }
    return true;
  }

  #ask(api: string, apiKey: string): Promise<Heard> {
    const idempotencyKey = this.#key;
    switch (this.#step) {
      case 'create': {
        const day = new Date().toISOString().slice(0, 10);
        const body = invoiceBody({ issue_date: day, due_date: day });
        return request(api, apiKey, 'POST', '/invoices', { body, idempotencyKey });
      }
      case 'submit':
        return request(api, apiKey, 'POST', `/invoices/${this.#id}/submit`, { idempotencyKey });
      case 'mail': {
        const body = { email: 'lecteur@globex.example' };
        return request(api, apiKey, 'POST', `/invoices/${this.#id}/send-by-email`, { body, idempotencyKey });
      }
    }
  }

  #take({ status, body }: Heard): void {
    expect({ status, body }).toMatchObject({ status: this.#step === 'create' ? 201 : 200 });
    this.#key = '';
    switch (this.#step) {
      case 'create':
        this.#id = body.data.id;
        this.#step = 'submit';
        break;
      case 'submit':
        this.#journal.numbers.set(this.#id, body.data.invoice_number);
        this.#step = this.#journal.numbers.size % 4 === 0 ? 'mail' : 'create';
        break;
      case 'mail':
        this.#journal.mailed.add(this.#id);
        this.#step = 'create';
        break;
    }
  }
}
