import { uuidv7 } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Environment } from '../../../platform/environments.ts';
import { tenantClock } from '../../../platform/sandbox-clocks.ts';
import type { Services } from '../../../platform/services.ts';
import { closingAddressee } from '../../tenants/closing-addressee.ts';
import { renderNew } from '../list-events.ts';
import { bodyFor } from '../message.ts';
import { type OpenEndpoint, openEndpoint, sendOnce } from '../send.ts';
import { findWebhook } from '../store.ts';
import { type Ended, outcomeOf, standingAfter } from './outcome.ts';
import { ALERT_AFTER_MS, reportTrouble, type Trouble } from './report-trouble.ts';
import { type DueDelivery, findEvents, keepMessages, type Leased, readDue, recordOutcomes } from './store.ts';

/** How long the first of a subject may hold up those after it. */
const HEAD_OF_LINE_MS = 3_600_000;
/** Read at once. */
const BATCH = 250;
/** Outcomes are written when so many have come, or the first has waited so long. */
const FLUSH_COUNT = 100;
const FLUSH_MS = 10;
/** Without anything to do, an endpoint is looked at so often for so long before it is given back. */
const LOOK_MS = 40;
const LINGER_MS = 400;
/** Requests at once to an endpoint that has failed so often in a row. */
const CAREFUL = 2;
const CAREFUL_AFTER = 5;
/** A pause that an endpoint asks for is waited out here when it is this short; a longer one gives the endpoint back. */
const SHORT_REST_MS = 5_000;

interface Ready {
  delivery: DueDelivery;
  body: string;
}

/**
 * Delivers what is due for one endpoint that the worker has leased, until nothing is, the endpoint asks for a pause, or the
 * worker is told to stop. One worker at a time has an endpoint, so the bound on requests at once and the order of a subject
 * hold across processes.
 *
 * A success is written down after it happened: whoever dies between sends that delivery again (at least once).
 */
export class EndpointRunner {
  readonly leased: Leased;
  readonly #services: Services;
  readonly #environment: Environment;
  readonly #ready: Ready[] = [];
  /** What is read and not written down yet: ready, being sent, or ended. */
  readonly #held = new Map<string, DueDelivery>();
  readonly #requests = new Set<Promise<void>>();
  readonly #ended: Ended[] = [];
  #endpoint: OpenEndpoint | null = null;
  /** Failures in a row. */
  #failures = 0;
  #resumeAt = 0;
  #stopping = false;
  /** Whether there may be more to read than was. */
  #more = true;
  #endedAt = 0;
  #wake: () => void = () => {};

  constructor(services: Services, environment: Environment, leased: Leased) {
    // The account may move its clock while this runs.
    this.#services = { ...services, clock: tenantClock(services, environment, leased.tenant_id) };
    this.#environment = environment;
    this.leased = leased;
  }

  /** Begins nothing new; what is on its way is waited for. */
  stop(): void {
    this.#stopping = true;
    for (const { delivery } of this.#ready.splice(0)) this.#held.delete(delivery.id);
    this.#wake();
  }

  /** Answers when there is nothing left to do here and no request is open. */
  async run(): Promise<void> {
    try {
      await this.#work();
    } finally {
      this.stop();
      await Promise.all(this.#requests);
    }
  }

  async #work(): Promise<void> {
    let readAt = Number.NEGATIVE_INFINITY;
    let busyAt = performance.now();
    for (;;) {
      const flushIsDue =
        this.#ended.length >= FLUSH_COUNT ||
        this.#requests.size === 0 ||
        performance.now() - this.#endedAt >= FLUSH_MS;
      if (this.#ended.length > 0 && flushIsDue) await this.#flush();
      const low = this.#ready.length < this.#limit();
      if (!this.#stopping && low && (this.#more || performance.now() - readAt >= LOOK_MS)) {
        readAt = performance.now();
        await this.#read();
      }
      this.#fill();
      if (this.#held.size > 0) busyAt = performance.now();
      else if (this.#stopping || performance.now() - busyAt >= LINGER_MS) return;
      await this.#pause(this.#ended.length > 0 ? FLUSH_MS : LOOK_MS);
    }
  }

  #limit(): number {
    const most = this.#endpoint?.webhook.max_concurrency ?? 1;
    return this.#failures >= CAREFUL_AFTER ? Math.min(CAREFUL, most) : most;
  }

  #fill(): void {
    if (performance.now() < this.#resumeAt) return;
    while (this.#ready.length > 0 && this.#requests.size < this.#limit()) this.#send();
  }

  async #read(): Promise<void> {
    const { tenant_id: tenantId, webhook_id: webhookId } = this.leased;
    const at = this.#services.clock();
    await this.#inTenant(async (tx) => {
      const webhook = await findWebhook(tx, tenantId, webhookId);
      const rest = (webhook?.rest_until?.getTime() ?? at) - at;
      if (webhook === undefined || !webhook.is_active || rest > SHORT_REST_MS) {
        this.#stopping = true;
        return;
      }
      if (rest > 0) this.#resumeAt = performance.now() + rest;
      this.#endpoint = openEndpoint(this.#services, webhook, new Date(at));
      if (this.#held.size === 0) this.#failures = webhook.failure_count;
      const held = [...this.#held.values()];
      const due = await readDue(tx, this.leased, {
        now: new Date(at),
        heldSince: new Date(at - HEAD_OF_LINE_MS),
        ids: held.map(({ id }) => id),
        subjects: held.map(({ subject_id }) => subject_id),
        most: BATCH,
      });
      const bodies = await this.#render(tx, due);
      this.#more = due.length === BATCH;
      for (const delivery of due) {
        const stored = delivery.body ?? bodies.get(delivery.event_id);
        if (stored === undefined) continue;
        this.#held.set(delivery.id, delivery);
        this.#ready.push({ delivery, body: bodyFor(delivery, stored) });
      }
    });
  }

  /** Renders what was never sent to anybody, and keeps it. */
  async #render(tx: Tx, due: readonly DueDelivery[]): Promise<Map<string, string>> {
    const missing = [...new Set(due.filter(({ body }) => body === null).map((d) => d.event_id))];
    if (missing.length === 0) return new Map();
    const { tenant_id: tenantId } = this.leased;
    const events = await findEvents(tx, tenantId, missing);
    const rendered = await renderNew(tx, tenantId, this.#environment, events);
    const messages = [...rendered].map(([eventId, message]) => ({ eventId, ...message }));
    return keepMessages(tx, tenantId, messages, new Date(this.#services.clock()));
  }

  #send(): void {
    const ready = this.#ready.shift();
    const endpoint = this.#endpoint;
    if (ready === undefined || endpoint === null) return;
    const { delivery, body } = ready;
    const { clock, random } = this.#services;
    const startedAt = clock();
    const outgoing = { id: delivery.id, eventName: delivery.event_name, sequence: delivery.sequence, body };
    const request = sendOnce(this.#services, this.#environment, endpoint, outgoing).then((sent) => {
      this.#requests.delete(request);
      const now = clock();
      const ended = outcomeOf(endpoint.webhook, delivery, sent, {
        startedAt,
        now,
        random: Math.random(),
        id: uuidv7(now, random),
      });
      this.#failures = sent.success ? 0 : this.#failures + 1;
      if (this.#ended.push(ended) === 1) this.#endedAt = performance.now();
      // Whoever asks for a pause gets it from now on.
      const pause = (ended.restUntil?.getTime() ?? now) - now;
      if (ended.gone || pause > SHORT_REST_MS) this.stop();
      else if (pause > 0) this.#resumeAt = performance.now() + pause;
      this.#fill();
      if (this.#ended.length >= FLUSH_COUNT || this.#requests.size === 0) this.#wake();
    });
    this.#requests.add(request);
  }

  /** Writes down what ended. Until then it counts as being sent, so that it is not read again. */
  async #flush(): Promise<void> {
    if (this.#ended.length === 0) return;
    const ended = this.#ended.splice(0);
    const endpoint = this.#endpoint;
    await this.#inTenant(async (tx) => {
      const state = await recordOutcomes(
        tx,
        this.leased,
        ended.map(({ outcome }) => outcome),
        ended.map(({ attempt }) => attempt),
        standingAfter(ended),
      );
      const trouble = state === undefined ? null : troubleOf(ended, state, this.#services.clock());
      if (trouble === null || endpoint === null) return;
      await this.#report(tx, endpoint, trouble);
    });
    for (const { outcome } of ended) this.#held.delete(outcome.delivery_id);
    // The next of a subject may leave now.
    this.#more ||= endpoint?.webhook.ordered === true;
  }

  async #report(tx: Tx, { webhook }: OpenEndpoint, trouble: Trouble): Promise<void> {
    const { clock, random } = this.#services;
    const actor = {
      by: 'scheduler',
      scope: { tenantId: webhook.tenant_id },
      environment: this.#environment,
      ip: null,
      requestId: null,
      now: new Date(clock()),
      newId: () => uuidv7(clock(), random),
    };
    const recipient = await closingAddressee(this.#services, actor, webhook.sub_tenant_id);
    await reportTrouble(tx, actor, webhook, trouble, recipient);
  }

  #inTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { tenant_id: tenantId } = this.leased;
    return this.#services.databases[this.#environment].withTenant({ tenantId }, work);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What the owner is told, if anything. */
function troubleOf(
  ended: readonly Ended[],
  { failing_since: since, alerted_at: alerted }: { failing_since: Date | null; alerted_at: Date | null },
  now: number,
): Trouble | null {
  if (ended.some(({ gone }) => gone)) return 'disabled';
  if (since === null) return alerted === null ? null : 'recovered';
  return alerted === null && now - since.getTime() >= ALERT_AFTER_MS ? 'failing' : null;
}
