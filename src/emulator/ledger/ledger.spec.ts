import { personas } from '../personas/persona-directory';
import type { CallRecord } from './call-record';
import { Ledger } from './ledger';
import { ledgerEntry } from './ledger-entry';
import type { LedgerFile } from './ledger-file';

function aCall(sid: string, to = '+14155550101', more: Partial<CallRecord> = {}): CallRecord {
  return {
    sid,
    accountSid: 'AC1',
    request: {
      to,
      from: '+14155550100',
      answer: { url: 'https://x.example.com/voice?a=1#rc=2', method: 'POST' },
      fallback: null,
      statusCallback: { url: 'https://x.example.com/status', method: 'POST' },
      statusCallbackEvents: ['completed'],
      timeout: 25,
      timeLimit: 600,
      machineDetection: null,
      machineDetectionTimeout: 30,
      asyncAmd: false,
      asyncAmdStatusCallback: null,
    },
    createdAt: 0,
    visibleAt: 0,
    updatedAt: 0,
    startedAt: null,
    answeredAt: null,
    endedAt: null,
    status: 'queued',
    queueTimeMs: 0,
    durationS: null,
    answeredBy: null,
    price: null,
    sipCode: null,
    attempt: 0,
    persona: 1,
    liveToSameNumber: 0,
    turns: [],
    notifications: [],
    recordings: [],
    ...more,
  };
}

describe('the ledger', () => {
  it('forgets the oldest calls beyond its limit, and counts them', () => {
    const ledger = new Ledger({ calls: 3, transcripts: 10 }, null);
    for (const sid of ['a', 'b', 'c', 'd', 'e']) ledger.add(aCall(sid, sid === 'a' ? '+1' : '+2'));
    expect([...ledger.all()].map(({ sid }) => sid)).toEqual(['c', 'd', 'e']);
    expect(ledger.find('a')).toBeUndefined();
    expect(ledger.to('+1')).toEqual([]);
    expect(ledger.to('+2').map(({ sid }) => sid)).toEqual(['c', 'd', 'e']);
    expect([ledger.size, ledger.total]).toEqual([3, 5]);
  });

  it('forgets old conversations before it forgets their calls', () => {
    const ledger = new Ledger({ calls: 100, transcripts: 2 }, null);
    const calls = ['a', 'b', 'c', 'd', 'e'].map((sid) =>
      aCall(sid, '+1', { turns: [{ speaker: 'LEAD', text: sid, atMs: 0 }] }),
    );
    for (const call of calls) {
      ledger.add(call);
      ledger.ended(call);
    }
    expect(calls.map(({ turns }) => turns?.[0]?.text ?? null)).toEqual([null, null, 'c', 'd', 'e']);
  });

  it('counts what is live to one number', () => {
    const ledger = new Ledger({ calls: 10, transcripts: 10 }, null);
    ledger.add(aCall('a', '+1', { status: 'completed' }));
    ledger.add(aCall('b', '+1', { status: 'ringing' }));
    ledger.add(aCall('c', '+1'));
    expect(ledger.liveTo('+1')).toBe(2);
  });

  it('writes acceptance and end to its file, and marks a reset', () => {
    const lines: Record<string, unknown>[] = [];
    const file = { append: (line: Record<string, unknown>) => lines.push(line) } as unknown as LedgerFile;
    const ledger = new Ledger({ calls: 10, transcripts: 10 }, file);
    const call = aCall('a');
    ledger.add(call);
    call.status = 'completed';
    ledger.ended(call);
    ledger.reset();
    expect(lines).toMatchObject([
      { emulator: true, event: 'accepted', sid: 'a', status: 'queued' },
      { emulator: true, event: 'ended', sid: 'a', status: 'completed' },
      { emulator: true, event: 'reset' },
    ]);
    expect([ledger.total, ledger.size, ledger.find('a')]).toEqual([0, 0, undefined]);
  });

  it('shows a call with its exact callback address and persona', () => {
    expect(ledgerEntry(aCall('a', '+1', { endedAt: 1_000, persona: 9 }))).toMatchObject({
      url: 'https://x.example.com/voice?a=1#rc=2',
      statusCallback: 'https://x.example.com/status',
      createdAt: '1970-01-01T00:00:00.000Z',
      endedAt: '1970-01-01T00:00:01.000Z',
      answeredAt: null,
      persona: { number: 9, name: personas[8]?.name },
    });
    expect(
      ledgerEntry({ ...aCall('a'), request: { ...aCall('a').request, answer: { twiml: '<Response/>' } } }).url,
    ).toBeNull();
  });
});
