import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { TurnsService } from '../../../src/conversations/turns.service';
import { bearer } from '../auth/auth-app';
import { type Answer, type Company, IntakeStage, newPhone } from './intake-stage';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await IntakeStage.start();
});
afterAll(() => stage?.api.app.close());

/** A browser, and the phone that was typed into it. */
class Visitor {
  private readonly sessionId = randomUUID();

  constructor(
    private readonly phone: string,
    private readonly company: Company = stage.acme,
  ) {}

  write(about: Record<string, unknown> = {}): Promise<Answer> {
    const { sessionId, phone } = this;
    const message = { sessionId, phone, messageId: uuidv7(), text: 'Is it still free?', ...about };
    return stage.post('live-chat', message, this.company.key);
  }
}

const answer = (company: Company, { body }: Answer, text: string) =>
  stage.api.app.asTenant(company.id, () =>
    stage.api.app.get(TurnsService).write({
      conversationId: String(body['conversationId']),
      speaker: 'HUMAN',
      text,
      messageKey: uuidv7(),
    }),
  );
const shown = async ({ body }: Answer): Promise<string[]> => {
  const read = await stage.read('live-chat/replies', bearer(String(body['replyToken'])));
  return (read.body['replies'] as { text: string }[]).map(({ text }) => text);
};

describe('who types the phone of somebody else into a chat', () => {
  it('is one lead with them, in a thread apart, and is shown no answer that is theirs', async () => {
    const phone = newPhone();
    const [owner, stranger] = [new Visitor(phone), new Visitor(phone)];
    const first = await owner.write();
    await answer(stage.acme, first, 'Before the stranger.');
    const typed = await stranger.write();
    expect(typed.body['leadId']).toBe(first.body['leadId']);
    expect(typed.body['conversationId']).not.toBe(first.body['conversationId']);
    expect(typed.body['seq']).toBe(1);
    const later = await owner.write();
    expect(later.body).toMatchObject({ conversationId: first.body['conversationId'], seq: 3 });
    await answer(stage.acme, later, 'After the stranger.');
    await answer(stage.acme, typed, 'To the stranger.');
    expect(await shown(typed)).toEqual(['To the stranger.']);
    expect(await shown(later)).toEqual(['Before the stranger.', 'After the stranger.']);
  });

  it('does not say what is on file of them; who is vouched for does', async () => {
    const phone = newPhone();
    const onFile = () =>
      stage.api.app.sql<{ name: string; email: string; attributes: object }>(
        'select name, email, attributes from leads where tenant_id = $1 and phone = $2',
        [stage.acme.id, phone],
      );
    const own = { name: 'Anna', email: 'anna@example.com' };
    const { body } = await new Visitor(phone).write(own);
    const typed = { name: 'VIP, price agreed', email: 'somebody@example.net', phone: `${phone} ext. 77` };
    const stranger = await new Visitor(phone).write(typed);
    expect(stranger.body['leadId']).toBe(body['leadId']);
    await new Visitor(phone, stage.zenith).write({ name: 'Of Zenith', verified: true });
    expect(await onFile()).toEqual([{ ...own, attributes: {} }]);
    expect((await new Visitor(phone).write({ ...typed, email: 'no address' })).status).toBe(400);
    const signedIn = new Visitor(phone);
    await signedIn.write({ name: 'Anna Schmidt', verified: true });
    expect(await onFile()).toEqual([{ ...own, name: 'Anna Schmidt', attributes: {} }]);
    await signedIn.write({ name: 'Anna Weber' });
    expect(await onFile()).toMatchObject([{ name: 'Anna Weber' }]);
  });

  it('meets neither them nor a vouched for session of theirs at another company', async () => {
    const phone = newPhone();
    const here = await new Visitor(phone).write({ verified: true });
    const there = await new Visitor(phone, stage.zenith).write({ verified: true });
    expect(there.body['leadId']).not.toBe(here.body['leadId']);
    await answer(stage.acme, here, 'Of Acme.');
    expect(await shown(there)).toEqual([]);
    expect(await shown(here)).toEqual(['Of Acme.']);
  });
});

describe('a visitor the company vouches for', () => {
  it('goes on in the thread that is theirs from whatever browser, and is shown all that was answered there', async () => {
    const phone = newPhone();
    const [desk, pocket, stranger] = [new Visitor(phone), new Visitor(phone), new Visitor(phone)];
    const first = await desk.write({ verified: true });
    await answer(stage.acme, first, 'At the desk.');
    const second = await pocket.write({ verified: true });
    expect(second.body).toMatchObject({ conversationId: first.body['conversationId'], seq: 3 });
    expect(await shown(second)).toEqual(['At the desk.']);
    // Said once it holds for the session.
    expect((await pocket.write()).body).toMatchObject({ conversationId: first.body['conversationId'], seq: 4 });
    expect((await pocket.write({ verified: false })).body).toMatchObject({ seq: 5 });
    expect(await shown(await stranger.write({ verified: false }))).toEqual([]);
  });

  it('comes to that thread when they are known, and leaves there what they wrote as anybody', async () => {
    const phone = newPhone();
    const owner = await new Visitor(phone).write({ verified: true });
    const browser = new Visitor(phone);
    const unknown = await browser.write();
    const known = await browser.write({ verified: true });
    expect(unknown.body['conversationId']).not.toBe(owner.body['conversationId']);
    expect(known.body).toMatchObject({ conversationId: owner.body['conversationId'], seq: 2 });
  });

  it('is whom the company names, and nobody by having signed in alone', async () => {
    const phone = newPhone();
    const theirs = await new Visitor(phone).write({ verified: true });
    await answer(stage.acme, theirs, 'For their eyes.');
    const elsewhere = new Visitor(phone, stage.zenith);
    await elsewhere.write();
    expect((await elsewhere.write({ verified: true })).status).toBe(202);

    // Typed another's number, then signed in to an account of their own.
    const browser = new Visitor(phone);
    const typed = await browser.write();
    const before = await stage.traceOf(stage.acme.id);
    for (const nobody of [undefined, null, ' ']) {
      const signedIn = await browser.write({ verified: true, phone: nobody });
      expect(signedIn).toMatchObject({ status: 400, body: { errors: [{ field: 'phone' }] } });
    }
    expect((await browser.write({ verified: true, phone: newPhone() })).status).toBe(400);
    expect(await stage.traceOf(stage.acme.id)).toEqual(before);
    const later = await browser.write({ phone: undefined });
    expect(later.body).toMatchObject({ conversationId: typed.body['conversationId'], seq: 2 });
    expect(await shown(later)).toEqual([]);

    // Named once they need not be named again.
    await browser.write({ verified: true });
    const known = await browser.write({ verified: true, phone: undefined });
    expect(known.body).toMatchObject({ conversationId: theirs.body['conversationId'], seq: 4 });
  });
});
