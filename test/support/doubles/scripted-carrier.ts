import {
  type CallSnapshot,
  Carrier,
  type CarrierEvent,
  type Heard,
  type PlaceCallRequest,
  type PlaceCallResult,
  type RawWebhook,
  type RecordingSnapshot,
} from '../../../src/voice/carrier.port';
import { CarrierUnavailable } from '../../../src/voice/voice.errors';
import type { DialPermission } from '../../../src/compliance/dial-permission';

/** Before anybody picks up. */
const WAITING: ReadonlySet<CallSnapshot['status']> = new Set(['QUEUED', 'INITIATED', 'RINGING']);

/** A carrier that does as told and remembers what it was asked. */
export class ScriptedCarrier extends Carrier {
  readonly name = 'TWILIO';
  readonly account = 'AC00000000000000000000000000000000';
  readonly fromNumber = '+14155550100';
  readonly placed: PlaceCallRequest[] = [];
  readonly permissions: DialPermission[] = [];
  /** Calls it was told to end, in whatever way. */
  readonly hungUp: string[] = [];
  /** Those of them that were not to be cut off if picked up; those among the records then stand as canceled. */
  readonly canceled: string[] = [];
  readonly recordings = new Map<string, RecordingSnapshot[]>();
  readonly lists: { to: string }[] = [];
  /** What the next requests answer; accepted when empty. */
  readonly answers: ((request: PlaceCallRequest) => PlaceCallResult | Promise<PlaceCallResult>)[] = [];
  /** What the carrier's list and records show. */
  readonly records: CallSnapshot[] = [];
  configured = true;
  /** Calls, and phones, about which the carrier does not answer. */
  readonly unreachable = new Set<string>();

  isConfigured(): boolean {
    return this.configured;
  }

  async placeCall(request: PlaceCallRequest, permission: DialPermission): Promise<PlaceCallResult> {
    this.placed.push(request);
    this.permissions.push(permission);
    const answer = this.answers.shift();
    return answer ? answer(request) : { kind: 'ACCEPTED', providerCallId: sidOf(request.callId) };
  }

  async hangUp(providerCallId: string): Promise<'DONE' | 'ALREADY_ENDED'> {
    if (this.unreachable.has(providerCallId)) throw new CarrierUnavailable('hang up', 503);
    this.hungUp.push(providerCallId);
    return Promise.resolve('DONE');
  }

  async cancel(providerCallId: string): Promise<CallSnapshot | null> {
    if (this.unreachable.has(providerCallId)) throw new CarrierUnavailable('cancel', 503);
    this.canceled.push(providerCallId);
    this.hungUp.push(providerCallId);
    const index = this.records.findIndex((record) => record.providerCallId === providerCallId);
    const record = this.records[index];
    if (!record || !WAITING.has(record.status)) return Promise.resolve(record ?? null);
    const canceled: CallSnapshot = { ...record, status: 'CANCELED' };
    this.records[index] = canceled;
    return Promise.resolve(canceled);
  }

  async recordingsOf(providerCallId: string): Promise<RecordingSnapshot[]> {
    return Promise.resolve(this.recordings.get(providerCallId) ?? []);
  }

  async fetchCall(providerCallId: string): Promise<CallSnapshot | null> {
    if (this.unreachable.has(providerCallId)) throw new CarrierUnavailable('fetch call', 503);
    return Promise.resolve(this.records.find((record) => record.providerCallId === providerCallId) ?? null);
  }

  async findCalls({ to }: { to: string; from: string; since: Date }): Promise<CallSnapshot[]> {
    this.lists.push({ to });
    if (this.unreachable.has(to)) throw new CarrierUnavailable('list calls', 503);
    return Promise.resolve(this.records.filter((record) => record.to === to));
  }

  isAuthentic(_webhook: RawWebhook): boolean {
    return true;
  }

  readEvent(_webhook: RawWebhook): CarrierEvent {
    throw new Error('events are applied directly in these tests');
  }

  readHeard(_webhook: RawWebhook): { providerCallId: string; heard: Heard } {
    throw new Error('nothing is said through this carrier');
  }

  render(): { contentType: string; body: string } {
    return { contentType: 'text/xml', body: '<Response/>' };
  }
}

/** The carrier's id of an attempt in these tests. */
export function sidOf(callId: string): string {
  return `CA${callId.replaceAll('-', '')}`;
}

/** A status callback of an attempt. */
export function statusEvent(
  callId: string,
  status: NonNullable<CarrierEvent['status']>,
  more: Partial<CarrierEvent> = {},
): CarrierEvent {
  const providerCallId = more.providerCallId ?? sidOf(callId);
  return {
    provider: 'TWILIO',
    providerCallId,
    dedupeKey: `${providerCallId}:${more.type ?? 'STATUS'}:${status}`,
    type: 'STATUS',
    status,
    payload: {},
    ...more,
  };
}
