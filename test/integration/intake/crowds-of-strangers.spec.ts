import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { IntakeStage, keyOf, newPhone } from './intake-stage';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await IntakeStage.start([], { NEW_CHATS_PER_KEY_AND_HOUR: '3' });
});
afterAll(() => stage?.api.app.close());

const message = (about: Record<string, unknown> = {}) => ({
  sessionId: randomUUID(),
  phone: newPhone(),
  messageId: uuidv7(),
  text: 'Is it still free?',
  ...about,
});

it('of strangers are let in by the key and the hour, and the rest leave nothing behind', async () => {
  const known = message();
  for (const each of [known, message(), message()]) expect((await stage.post('live-chat', each)).status).toBe(202);
  const before = await stage.traceOf(stage.acme.id);
  const refused = await stage.post('live-chat', message());
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await stage.traceOf(stage.acme.id)).toEqual(before);

  // Who has begun goes on, who is vouched for comes in, and so do another key's visitors and another company's.
  expect((await stage.post('live-chat', { ...known, messageId: uuidv7() })).status).toBe(202);
  expect((await stage.post('live-chat', message({ verified: true }))).status).toBe(202);
  const otherKey = await keyOf(stage.api, stage.acme.owner, ['intake:write']);
  expect((await stage.post('live-chat', message(), otherKey)).status).toBe(202);
  expect((await stage.post('live-chat', message(), stage.zenith.key)).status).toBe(202);

  stage.api.app.clock.advance(60 * 60_000 + 1);
  expect((await stage.post('live-chat', message())).status).toBe(202);
});
