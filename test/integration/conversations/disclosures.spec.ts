import { v7 as uuidv7 } from 'uuid';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Turn } from '../../../src/conversations/turn.entity';
import { aSpokenCall, type CallSetting } from './a-spoken-call';
import { startTalkStage, type TalkStage } from './talk-stage';

let stage: TalkStage;

beforeAll(async () => {
  stage = await startTalkStage();
});
afterAll(() => stage.app.close());
beforeEach(() => stage.model.answers(() => ({ text: 'I see. Tell me more?' })));

interface Receipt {
  readonly jurisdictions: readonly string[];
  readonly purpose?: string;
  readonly tenantId?: string;
}

/** A call that was allowed where the receipt says. */
async function aCallIn(receipt: Receipt, setting?: CallSetting): Promise<SpokenCall> {
  const tenantId = receipt.tenantId ?? stage.tenantId;
  const call = await aSpokenCall(stage.app, tenantId, setting);
  await stage.app.sql(
    `insert into dial_checks (tenant_id, id, lead_id, call_id, purpose, verdict, reason, explanation, zone_key, time_zones,
       jurisdictions, rules_version, decided_at)
     values ($1, $2, $3, $4, $5, 'ALLOW', 'OK', 'It may be made.', 'UNKNOWN', '{}', $6, '2026-11-20.1', $7)`,
    [
      tenantId,
      uuidv7(),
      call.leadId,
      call.id,
      receipt.purpose ?? 'MARKETING',
      receipt.jurisdictions,
      stage.app.clock.now(),
    ],
  );
  return call;
}

async function policy(tenantId: string, legalName: string | null, disclosure: object): Promise<void> {
  await stage.app.sql(
    `insert into calling_policies (tenant_id, legal_name, disclosure, updated_at) values ($1, $2, $3, $4)
     on conflict (tenant_id) do update set legal_name = $2, disclosure = $3`,
    [tenantId, legalName, disclosure, stage.app.clock.now()],
  );
}

async function opened(call: SpokenCall): Promise<string> {
  const plan = await stage.open(call);
  return plan.kind === 'GATHER' ? plan.say : plan.kind;
}

function openingTurn(call: SpokenCall): Promise<Turn | undefined> {
  return stage.app.asTenant(call.tenantId, async () => {
    const conversations = stage.app.get(ConversationsService);
    const conversation = await conversations.findByCall(call.id);
    return (await conversations.transcript(conversation?.id ?? ''))[0];
  });
}

describe('the first words', () => {
  it('are those of the place the decision names, and are kept with it', async () => {
    const call = await aCallIn({ jurisdictions: ['US', 'US-NY', 'US-CA'] }, { greeting: 'Hi {name}.' });
    expect(await opened(call)).toBe(
      'This is an AI assistant making a sales call on behalf of Acme Homes. To get no more calls, press 9 or say stop. ' +
        'You are hearing an artificial voice. This call may be recorded and is transcribed. ' +
        'You can also ask to be put on the do-not-call list of Acme Homes. Hi Anna Schmidt.',
    );
    expect((await openingTurn(call))?.disclosure).toEqual({
      rulesVersion: '2026-11-20.1',
      wordingVersion: 1,
      jurisdictions: ['US', 'US-NY', 'US-CA'],
      language: 'en',
      elements: ['AI', 'PURPOSE', 'SELLER', 'OPT_OUT', 'ARTIFICIAL_VOICE', 'RECORDING', 'SELLER_LIST'],
      duties: ['US-CA ARTIFICIAL_VOICE', 'US-CA RECORDING', 'US-NY RECORDING', 'US-NY SELLER_LIST'],
    });
    expect(stage.model.requests).toHaveLength(0);
  });

  it('are the strict ones for a call whose receipt is gone, and sell unless the receipt says otherwise', async () => {
    expect(await opened(await aSpokenCall(stage.app, stage.tenantId))).toMatch(/sales call.*recorded/);
    const told = await aCallIn({ jurisdictions: ['US', 'US-TX'], purpose: 'INFORMATIONAL' });
    expect(await opened(told)).toMatch(/^This is an AI assistant calling with information on behalf of Acme Homes\./);
  });

  it('name the registered seller and what each company adds, and only that company', async () => {
    const tenantId = await stage.app.newTenant({ name: 'Bright Homes' });
    const disclosure = {
      recordingNotice: 'WHERE_REQUIRED',
      purpose: 'homes in Austin',
      callbackNumber: '+18005550199',
      extraSentence: 'We are open all week.',
    };
    await policy(tenantId, 'Bright Homes LLC', disclosure);
    const setting = { greeting: 'Hi.' };
    const ours = await aCallIn({ tenantId, jurisdictions: ['US', 'US-TX'] }, setting);
    expect(await opened(ours)).toBe(
      'This is an AI assistant making a sales call on behalf of Bright Homes LLC. To get no more calls, press 9 or say stop. ' +
        'It is about homes in Austin. You can reach us on 1 8 0 0 5 5 5 0 1 9 9. We are open all week. Hi.',
    );
    const strict = await aCallIn({ tenantId, jurisdictions: ['US', 'US-TX', 'US-FL'] }, setting);
    expect(await opened(strict)).toContain('This call may be recorded and is transcribed.');
    const theirs = await aCallIn({ tenantId: stage.other, jurisdictions: ['US', 'US-TX'] }, setting);
    expect(await opened(theirs)).toMatch(/on behalf of Other Co\..*may be recorded and is transcribed\. Hi\.$/);
  });

  it('say a long registered name in full', async () => {
    const name = 'The First Residential Property Investment and Management Company of Delaware Holdings LLC';
    const tenantId = await stage.app.newTenant({ name: 'Acme Homes' });
    await policy(tenantId, name, {});
    expect(await opened(await aCallIn({ tenantId, jurisdictions: ['US'] }))).toContain(`on behalf of ${name}. To get`);
  });

  it('leave out what denies that a machine speaks, whoever wrote it', async () => {
    const tenantId = await stage.app.newTenant({ name: 'Acme Homes' });
    await policy(tenantId, null, { purpose: 'homes. I am a real person', extraSentence: 'I am not a robot.' });
    const call = await aCallIn(
      { tenantId, jurisdictions: ['US'] },
      { greeting: "Hi {name}, I'm Maya, a real person." },
    );
    expect(await opened(call)).toBe(
      'This is an AI assistant making a sales call on behalf of Acme Homes. To get no more calls, press 9 or say stop. This call may be recorded and is transcribed.',
    );
  });

  it.each([
    ['a word for never', { recordingNotice: 'NEVER', extraSentence: 7 }],
    ['nothing that can be read', { recordingNotice: null, purpose: [], callbackNumber: 'x' }],
  ])('cannot be spoilt by settings that hold %s', async (_, disclosure) => {
    const tenantId = await stage.app.newTenant({ name: 'Acme Homes' });
    await policy(tenantId, null, disclosure);
    const call = await aCallIn({ tenantId, jurisdictions: ['US', 'US-TX'] }, { greeting: 'Hi.' });
    expect(await opened(call)).toBe(
      'This is an AI assistant making a sales call on behalf of Acme Homes. To get no more calls, press 9 or say stop. This call may be recorded and is transcribed. Hi.',
    );
  });
});

describe('where leave to go on has to be asked', () => {
  it('the greeting waits for a yes', async () => {
    const call = await aCallIn({ jurisdictions: ['US', 'US-CT'] }, { greeting: 'Hi {name}, a good time?' });
    expect(await opened(call)).toMatch(/Would you like to go on, end this call, or be removed from our list\?$/);
    expect(await stage.say(call, 1, 'Yes, go on')).toMatchObject({ kind: 'GATHER', say: 'I see. Tell me more?' });
    expect(stage.model.requests[0]?.messages[0]?.text).toContain('Hi Anna Schmidt, a good time?');
  });

  it.each([
    ['US-CT', 'en-US', 'No thanks', 'Thank you for your time. Goodbye.'],
    ['AE', 'ar-AE', 'لا شكرا', 'شكرا لك على وقتك. مع السلامة.'],
  ])('a no ends the call at once, without a model: %s', async (jurisdiction, language, no, goodbye) => {
    const call = await aCallIn({ jurisdictions: [jurisdiction] }, { language });
    await stage.open(call);
    expect(await stage.say(call, 1, no)).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: goodbye });
    expect(stage.model.requests).toHaveLength(0);
    expect((await stage.transcript(call)).at(-1)).toMatchObject({ action: 'END_CALL:NOT_INTERESTED' });
  });

  it('a no later on is part of the conversation', async () => {
    const call = await aCallIn({ jurisdictions: ['US', 'US-CT'] });
    await stage.open(call);
    await stage.say(call, 1, 'Yes');
    expect(await stage.say(call, 2, 'No')).toMatchObject({ kind: 'GATHER' });
    const elsewhere = await aCallIn({ jurisdictions: ['US', 'US-TX'] });
    await stage.open(elsewhere);
    expect(await stage.say(elsewhere, 1, 'No')).toMatchObject({ kind: 'GATHER' });
  });

  it.each([
    'remove me',
    'Removed.',
    'I want to be removed from your list',
    'Please take me off your list',
    'stop',
    '9',
  ])('%s takes the person off for good', async (words) => {
    const call = await aCallIn({ jurisdictions: ['US', 'US-CT'] });
    await stage.open(call);
    const [text, digits] = words === '9' ? ['', '9'] : [words, undefined];
    expect(await stage.say(call, 1, text, digits)).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(await stage.isSuppressed(call)).toBe(true);
    const [revocation] = await stage.app.sql(
      "select method, scope, evidence->>'callId' as call_id from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION'",
      [call.tenantId, call.phone],
    );
    expect(revocation).toEqual({ method: digits ? 'KEYPRESS' : 'SPOKEN', scope: 'ALL', call_id: call.id });
  });
});

describe('an answer to that question that comes when the call is over', () => {
  it('takes the person off all the same, and only where it was asked', async () => {
    const [asked, elsewhere] = [
      await aCallIn({ jurisdictions: ['US', 'US-CT'] }),
      await aCallIn({ jurisdictions: ['US', 'US-TX'] }),
    ];
    for (const call of [asked, elsewhere]) {
      await stage.open(call);
      await stage.end(call);
      await stage.app.asTenant(call.tenantId, () => stage.talk.hearLate(call, 1, { text: 'Be removed, please.' }));
    }
    expect([await stage.isSuppressed(asked), await stage.isSuppressed(elsewhere)]).toEqual([true, false]);
  });
});

describe('whoever asks whether a machine speaks', () => {
  it.each([
    [
      'Are you a robot?',
      'I see. Tell me more?',
      'I am an AI assistant of Acme Homes, not a human being. I see. Tell me more?',
    ],
    ['Are you a real person?', 'Yes, I am a human being.', 'I am an AI assistant of Acme Homes, not a human being.'],
    ['Who are you?', "I'm Maya, a real person.", 'I am an AI assistant of Acme Homes, not a human being.'],
    ['What do you sell?', 'Homes.', 'Homes.'],
  ])('%j is told the truth whatever the model says', async (asked, answer, said) => {
    const call = await aCallIn({ jurisdictions: ['US', 'US-UT'] });
    await stage.open(call);
    stage.model.answers(() => ({ text: answer }));
    expect(await stage.say(call, 1, asked)).toMatchObject({ kind: 'GATHER', say: said });
  });

  it('is told so every time, in their language, and when the model is out', async () => {
    const call = await aCallIn({ jurisdictions: ['AE'] }, { language: 'ar-AE' });
    await stage.open(call);
    const truth = 'أنا مساعد ذكاء اصطناعي لدى Acme Homes، ولست إنسانا.';
    stage.model.answers(() => ({ text: 'ما هي ميزانيتك؟' }));
    for (const exchange of [1, 2]) {
      expect(await stage.say(call, exchange, 'هل أنت إنسان؟')).toMatchObject({ say: `${truth} ما هي ميزانيتك؟` });
    }
    stage.model.answers(() => {
      throw new Error('out');
    });
    expect(await stage.say(call, 3, 'هل أنت روبوت؟')).toMatchObject({ say: expect.stringContaining(truth) as string });
  });
});
