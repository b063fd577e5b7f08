import { Logger } from '@nestjs/common';
import type twilio from 'twilio';
import type { ColleaguePermission } from '../../../../compliance/colleague-permission';
import type { Clock } from '../../../../platform/clock/clock';
import type { AppConfig, TwilioConfig } from '../../../../platform/config/config';
import { underLeave } from '../../../../platform/http/leaving-request';
import { networkCodeOf } from '../../../../platform/http/never-sent';
import {
  type BridgePlan,
  CallBridge,
  type Redirection,
  type RingColleagueRequest,
  type RoomEvent,
} from '../../../bridge.port';
import type { PlaceCallResult, RawWebhook } from '../../../carrier.port';
import { CarrierUnavailable } from '../../../voice.errors';
import { NOT_FOUND_CODE, WRONG_STATE_CODE } from '../error-codes';
import { assertCoversColleague } from '../permission-check';
import { placementOf } from '../placement';
import { type Surroundings, surroundingsOf, twilioClientOf } from '../twilio-account';
import { faultOf } from '../twilio-fault';
import { renderBridgeTwiml } from './bridge-twiml';
import { legUrl, transferUrl } from './bridge-urls';

type LiveUpdate = Parameters<ReturnType<twilio.Twilio['calls']>['update']>[0];

/** Conferences of Programmable Voice (twilio.com/docs/voice/twiml/conference). */
export class TwilioBridge extends CallBridge {
  private readonly logger = new Logger(TwilioBridge.name);
  private readonly client: twilio.Twilio;

  constructor(
    settings: TwilioConfig,
    private readonly around: Surroundings,
  ) {
    super();
    this.client = twilioClientOf(settings);
  }

  static from(config: AppConfig, account: TwilioConfig, clock: Clock): TwilioBridge {
    return new TwilioBridge(account, surroundingsOf(config, clock));
  }

  async ring(request: RingColleagueRequest, permission: ColleaguePermission): Promise<PlaceCallResult> {
    assertCoversColleague(permission, request, this.around.clock.now());
    try {
      const call = await underLeave(permission, () => this.client.calls.create(this.creation(request)));
      // A success without a call id is no proof of anything.
      return call.sid ? { kind: 'ACCEPTED', providerCallId: call.sid } : { kind: 'UNKNOWN', cause: 'SERVER_ERROR' };
    } catch (error) {
      const result = placementOf(error);
      this.logger.warn('the carrier did not accept a call to a colleague', {
        legId: request.legId,
        kind: result.kind,
        reason: result.kind === 'ACCEPTED' ? undefined : result.cause,
      });
      return result;
    }
  }

  redirect(providerCallId: string, { maxCallSeconds, ...to }: Redirection): Promise<'DONE' | 'NOT_LIVE'> {
    const url = transferUrl('caller', { publicUrl: this.around.publicUrl, ...to });
    return this.update('redirect call', providerCallId, { url, method: 'POST', timeLimit: maxCallSeconds });
  }

  setLimit(providerCallId: string, maxCallSeconds: number): Promise<'DONE' | 'NOT_LIVE'> {
    return this.update('limit call', providerCallId, { timeLimit: maxCallSeconds });
  }

  readRoomEvent({ form }: RawWebhook): RoomEvent {
    const providerCallId = [form['CallSid']].flat()[0];
    const type = EVENTS.get([form['StatusCallbackEvent']].flat()[0] ?? '') ?? 'OTHER';
    return { type, ...(providerCallId ? { providerCallId } : {}) };
  }

  render(plan: BridgePlan): { contentType: string; body: string } {
    return { contentType: 'text/xml', body: renderBridgeTwiml(plan, this.around.publicUrl) };
  }

  /** No machine detection: a machine presses no key, and a verdict that comes late would only say what is known by then. */
  private creation(request: RingColleagueRequest): Parameters<twilio.Twilio['calls']['create']>[0] {
    const address = { publicUrl: this.around.publicUrl, tenantId: request.tenantId, legId: request.legId };
    return {
      to: request.to,
      from: request.from,
      url: legUrl('leg', address),
      method: 'POST',
      statusCallback: legUrl('status', address),
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      timeout: request.ringTimeoutSeconds,
      timeLimit: request.maxCallSeconds,
    };
  }

  private async update(operation: string, providerCallId: string, change: LiveUpdate): Promise<'DONE' | 'NOT_LIVE'> {
    try {
      await this.client.calls(providerCallId).update(change);
      return 'DONE';
    } catch (error) {
      const fault = faultOf(error);
      if (fault?.code === NOT_FOUND_CODE || fault?.code === WRONG_STATE_CODE) return 'NOT_LIVE';
      throw new CarrierUnavailable(operation, fault?.status, fault?.code?.toString() ?? networkCodeOf(error));
    }
  }
}

const EVENTS: ReadonlyMap<string, RoomEvent['type']> = new Map([
  ['conference-start', 'STARTED'],
  ['conference-end', 'ENDED'],
  ['participant-join', 'JOINED'],
  ['participant-leave', 'LEFT'],
]);
