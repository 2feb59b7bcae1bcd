import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkIn, registerPerson, send, sendAccountMails } from '../support/people.ts';
import { createTestPlatform, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

test.each(['reset-password', 'verify-email', 'invitation'])(
  'the page %s runs its own script and no other, in both languages',
  async (name) => {
    for (const [lang, button] of [
      ['fr', /Changer le mot de passe|Oui, confirmer|Accepter/],
      ['en', /Change the password|Yes, confirm it|Accept/],
    ] as const) {
      const { statusCode, headers, body } = await platform.app.inject(`/account/${name}?lang=${lang}`);
      expect(statusCode).toBe(200);
      expect(body).toContain(`<html lang="${lang}">`);
      expect(body).toMatch(button);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      for (const [, tag, text = ''] of body.matchAll(/<(style|script)[^>]*>(.*?)<\/\1>/gs))
        expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
  },
);

test('the link of a mail leads to its page, whose script sets the new password', async () => {
  const person = await registerPerson(platform);
  await sendAccountMails(platform);
  await send(platform, 'POST', '/auth/forgot-password', { email: person.email });
  const [mail] = await sendAccountMails(platform);
  const url = new URL(/^https?:\S+$/m.exec(mail?.text ?? '')?.[0] ?? '');
  expect(url.search).not.toContain(linkIn(mail).get('token'));
  const { body } = await platform.app.inject(url.pathname + url.search);

  // The page with the little of a browser that its script asks for.
  const action = /data-action="([^"]+)"/.exec(body)?.[1] ?? '';
  const said = { textContent: '' };
  const submitting: ((event: { preventDefault(): void }) => Promise<void>)[] = [];
  const form = {
    dataset: { action, failed: 'failed' },
    hidden: false,
    addEventListener: (_type: string, listener: (typeof submitting)[number]) => submitting.push(listener),
    querySelector: () => ({ disabled: false }),
  };
  const asked: string[] = [];
  runInNewContext(/<script[^>]*>(.*?)<\/script>/s.exec(body)?.[1] ?? '', {
    document: {
      querySelector: (selector: string) => (selector === 'form' ? form : said),
      documentElement: { lang: 'en' },
    },
    location: { hash: url.hash, pathname: url.pathname, search: url.search },
    history: { replaceState: (_state: null, _title: string, to: string) => asked.push(to) },
    URLSearchParams,
    FormData: class {
      *[Symbol.iterator]() {
        yield ['password', 'une autre phrase, plus longue'];
      }
    },
    fetch: async (
      to: string,
      { headers, body: payload }: { headers: Record<string, string>; body: string },
    ) => {
      const answer = await platform.app.inject({ method: 'POST', url: to, headers, payload });
      return { ok: answer.statusCode < 400, json: async () => answer.json() };
    },
  });
  await submitting[0]?.({ preventDefault() {} });
  expect(said.textContent).toBe('Password changed: sign in.');
  expect(form.hidden).toBe(true);
  expect(asked).toEqual([url.pathname + url.search]);
  const again = await send(platform, 'POST', '/auth/login', {
    email: person.email,
    password: 'une autre phrase, plus longue',
  });
  expect(again.status).toBe(200);
  await submitting[0]?.({ preventDefault() {} });
  expect(said.textContent).toMatch(/^This link is not valid/);
});
