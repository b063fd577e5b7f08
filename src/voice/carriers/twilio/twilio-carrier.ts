import { Logger } from '@nestjs/common';
import type twilio from 'twilio';
import type { DialPermission } from '../../../compliance/dial-permission';
import type { Clock } from '../../../platform/clock/clock';
import type { AppConfig, TwilioConfig } from '../../../platform/config/config';
import { failpoint } from '../../../platform/failpoints/failpoint';
import { underLeave } from '../../../platform/http/leaving-request';
import { networkCodeOf } from '../../../platform/http/never-sent';
import {
  type AnswerPlan,
  type CallSnapshot,
  Carrier,
  type CarrierEvent,
  type Heard,
  type PlaceCallRequest,
  type PlaceCallResult,
  type RawWebhook,
  type RecordingSnapshot,
} from '../../carrier.port';
import { endingOf } from '../../call-ending';
import { CarrierUnavailable } from '../../voice.errors';
import { amdUrl, statusUrl, voiceUrl } from './callback-urls';
import { NOT_FOUND_CODE, WRONG_STATE_CODE } from './error-codes';
import { assertCovers } from './permission-check';
import { placementOf } from './placement';
import { type Surroundings, surroundingsOf, twilioClientOf } from './twilio-account';
import { readTwilioEvent } from './twilio-event';
import { faultOf } from './twilio-fault';
import { readTwilioHeard } from './twilio-heard';
import { recordingSnapshotOf } from './twilio-recording';
import { isSignedBy } from './twilio-signature';
import { snapshotOf } from './twilio-snapshot';
import { renderTwiml } from './twiml';

const PAGE_SIZE = 200;
/** Calls between two numbers in one day are few. A list that does not end by then proves nothing about what it does not show. */
const LIST_LIMIT = 5_000;

/** A call has one, or a few where somebody started and stopped them. */
const MOST_RECORDINGS = 50;

/** Programmable Voice of twilio.com, REST version 2010-04-01. */
export class TwilioCarrier extends Carrier {
  readonly name = 'TWILIO';
  private readonly logger = new Logger(TwilioCarrier.name);
  private readonly client: twilio.Twilio;

  constructor(
    private readonly settings: TwilioConfig,
    private readonly around: Surroundings,
  ) {
    super();
    this.client = twilioClientOf(settings);
  }

  static from(config: AppConfig, account: TwilioConfig, clock: Clock): TwilioCarrier {
    return new TwilioCarrier(account, surroundingsOf(config, clock));
  }

  isConfigured(): boolean {
    return true;
  }

  get account(): string {
    return this.settings.accountSid;
  }

  get fromNumber(): string {
    return this.settings.fromNumber;
  }

  async placeCall(request: PlaceCallRequest, permission: DialPermission): Promise<PlaceCallResult> {
    assertCovers(permission, request, this.around.clock.now());
    try {
      const call = await underLeave(permission, () => this.client.calls.create(this.creation(request)), sent);
      // A success without a call id is no proof of anything.
      return call.sid ? accepted(call) : { kind: 'UNKNOWN', cause: 'SERVER_ERROR' };
    } catch (error) {
      const result = placementOf(error);
      this.logger.warn('the carrier did not accept a call', {
        callId: request.callId,
        kind: result.kind,
        reason: causeOf(result),
      });
      return result;
    }
  }

  async hangUp(providerCallId: string): Promise<'DONE' | 'ALREADY_ENDED'> {
    const call = await this.fetchCall(providerCallId);
    if (!call || endingOf(call)) return 'ALREADY_ENDED';
    // `canceled` never touches a call that has been picked up meanwhile; then it takes `completed`.
    const waiting = call.status !== 'IN_PROGRESS';
    if (waiting && (await this.end(providerCallId, 'canceled'))) return 'DONE';
    return (await this.end(providerCallId, 'completed')) ? 'DONE' : 'ALREADY_ENDED';
  }

  async fetchCall(providerCallId: string): Promise<CallSnapshot | null> {
    try {
      return this.snapshot(await this.client.calls(providerCallId).fetch());
    } catch (error) {
      if (faultOf(error)?.code === NOT_FOUND_CODE) return null;
      throw unavailable('fetch call', error);
    }
  }

  async cancel(providerCallId: string): Promise<CallSnapshot | null> {
    try {
      return this.snapshot(await this.client.calls(providerCallId).update({ status: 'canceled' }));
    } catch (error) {
      const code = faultOf(error)?.code;
      // Picked up, or over: how it stands says which.
      if (code === NOT_FOUND_CODE || code === WRONG_STATE_CODE) return this.fetchCall(providerCallId);
      throw unavailable('cancel call', error);
    }
  }

  async recordingsOf(providerCallId: string): Promise<RecordingSnapshot[]> {
    try {
      const recordings = await this.client.calls(providerCallId).recordings.list({ limit: MOST_RECORDINGS });
      return recordings
        .map((recording) => recordingSnapshotOf(recording, this.around.clockOffsetMs))
        .sort((a, b) => (a.startedAt?.getTime() ?? 0) - (b.startedAt?.getTime() ?? 0));
    } catch (error) {
      if (faultOf(error)?.code === NOT_FOUND_CODE) return [];
      throw unavailable('list recordings', error);
    }
  }

  /** Queued calls have no start time yet, so they are asked for first and without one: a call may leave the queue in between, never enter it. */
  async findCalls({ to, from, since }: { to: string; from: string; since: Date }): Promise<CallSnapshot[]> {
    const theirs = new Date(since.getTime() - this.around.clockOffsetMs);
    const page = { to, from, limit: LIST_LIMIT, pageSize: PAGE_SIZE };
    try {
      const queued = await this.client.calls.list({ ...page, status: 'queued' });
      const dialed = await this.client.calls.list({ ...page, startTimeAfter: startOfDay(theirs) });
      if (queued.length === LIST_LIMIT || dialed.length === LIST_LIMIT) {
        throw new CarrierUnavailable('list calls', 200, 'ENDLESS');
      }
      const found = new Map([...queued, ...dialed].map((call) => [call.sid, this.snapshot(call)]));
      // Twilio's moments are whole seconds.
      const earliest = Math.floor(since.getTime() / 1_000) * 1_000;
      return [...found.values()]
        .filter((call) => call.createdAt.getTime() >= earliest)
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    } catch (error) {
      throw unavailable('list calls', error);
    }
  }

  isAuthentic(webhook: RawWebhook): boolean {
    return isSignedBy(this.settings, webhook);
  }

  readEvent(webhook: RawWebhook): CarrierEvent {
    return readTwilioEvent(webhook, this.around.clockOffsetMs);
  }

  readHeard(webhook: RawWebhook): { providerCallId: string; heard: Heard } {
    return readTwilioHeard(webhook);
  }

  render(plan: AnswerPlan): { contentType: string; body: string } {
    return { contentType: 'text/xml', body: renderTwiml(plan, this.around.publicUrl) };
  }

  private creation(request: PlaceCallRequest): Parameters<twilio.Twilio['calls']['create']>[0] {
    const address = { publicUrl: this.around.publicUrl, tenantId: request.tenantId, callId: request.callId };
    return {
      to: request.to,
      from: request.from,
      url: voiceUrl(address, 0),
      method: 'POST',
      statusCallback: statusUrl(address),
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      timeout: request.ringTimeoutSeconds,
      timeLimit: request.maxCallSeconds,
      machineDetection: 'Enable',
      asyncAmd: 'true',
      asyncAmdStatusCallback: amdUrl(address),
      asyncAmdStatusCallbackMethod: 'POST',
    };
  }

  /** False when the call was not in a state that allows it. */
  private async end(providerCallId: string, status: 'canceled' | 'completed'): Promise<boolean> {
    try {
      const call = await this.client.calls(providerCallId).update({ status });
      return status === 'completed' || call.status !== 'in-progress';
    } catch (error) {
      const code = faultOf(error)?.code;
      if (code === NOT_FOUND_CODE || code === WRONG_STATE_CODE) return false;
      throw unavailable('end call', error);
    }
  }

  private snapshot(call: Parameters<typeof snapshotOf>[0]): CallSnapshot {
    return snapshotOf(call, this.around.clockOffsetMs);
  }
}

/** `queueTime` is what Twilio expects, in milliseconds, as text. */
function accepted({ sid, queueTime }: { sid: string; queueTime?: string }): PlaceCallResult {
  const queueMs = /^\d{1,9}$/.test(queueTime ?? '') ? Number(queueTime) : undefined;
  return { kind: 'ACCEPTED', providerCallId: sid, ...(queueMs === undefined ? {} : { queueMs }) };
}

function sent(): void {
  void failpoint('dial.post_sent');
}

function causeOf(result: PlaceCallResult): string | undefined {
  return result.kind === 'ACCEPTED' ? undefined : result.cause;
}

function startOfDay(moment: Date): Date {
  return new Date(`${moment.toISOString().slice(0, 10)}T00:00:00.000Z`);
}

function unavailable(operation: string, error: unknown): CarrierUnavailable {
  if (error instanceof CarrierUnavailable) return error;
  const fault = faultOf(error);
  return new CarrierUnavailable(operation, fault?.status, fault?.code?.toString() ?? networkCodeOf(error));
}
