import { Logger } from '@nestjs/common';
import type { Twilio } from 'twilio';
import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message';
import type { TextPermission } from '../../../../compliance/text-permission';
import type { Clock } from '../../../../platform/clock/clock';
import type { AppConfig, TwilioConfig } from '../../../../platform/config/config';
import { underLeave } from '../../../../platform/http/leaving-request';
import { networkCodeOf } from '../../../../platform/http/never-sent';
import type { RawWebhook } from '../../../carrier.port';
import {
  type InboundText,
  type SendTextRequest,
  type SendTextResult,
  type TextChannel,
  type TextNews,
  TextSender,
  type TextSnapshot,
} from '../../../text.port';
import { CarrierUnavailable } from '../../../voice.errors';
import { textStatusUrl } from '../callback-urls';
import { assertCoversText } from '../permission-check';
import { type Surroundings, surroundingsOf, twilioClientOf } from '../twilio-account';
import { faultOf } from '../twilio-fault';
import { readInboundText, readTextNews } from './read-text';
import { isOptOutCode, textResultOf } from './text-result';
import { addressOf, textStatus } from './text-values';

/** Texts between two numbers are few; more than this is not looked at. */
const LIST_LIMIT = 50;

/** Programmable Messaging of twilio.com, REST version 2010-04-01: SMS and WhatsApp. */
export class TwilioTextSender extends TextSender {
  readonly name = 'TWILIO';
  private readonly logger = new Logger(TwilioTextSender.name);
  private readonly client: Twilio;

  constructor(
    private readonly account: TwilioConfig,
    private readonly around: Surroundings,
  ) {
    super();
    this.client = twilioClientOf(account);
  }

  static from(config: AppConfig, account: TwilioConfig, clock: Clock): TwilioTextSender {
    return new TwilioTextSender(account, surroundingsOf(config, clock));
  }

  numberFor(channel: TextChannel): string | null {
    return channel === 'SMS' ? this.account.fromNumber : (this.account.whatsappNumber ?? null);
  }

  async send(request: SendTextRequest, permission: TextPermission): Promise<SendTextResult> {
    assertCoversText(permission, request, this.around.clock.now());
    const { channel, textId, tenantId } = request;
    try {
      const { sid } = await underLeave(permission, () =>
        this.client.messages.create({
          to: addressOf(channel, request.to),
          from: addressOf(channel, request.from),
          body: request.body,
          statusCallback: textStatusUrl({ publicUrl: this.around.publicUrl, tenantId, textId }),
        }),
      );
      // A success without an id is no proof of anything.
      return sid ? { kind: 'ACCEPTED', providerTextId: sid } : { kind: 'UNKNOWN', cause: 'SERVER_ERROR' };
    } catch (error) {
      const result = textResultOf(error);
      this.logger.warn('the carrier did not accept a text', { textId, kind: result.kind, reason: causeOf(result) });
      return result;
    }
  }

  /** Not narrowed by date: what has not been sent yet has none. */
  async findTexts(query: { channel: TextChannel; to: string; from: string; since: Date }): Promise<TextSnapshot[]> {
    const { channel, since } = query;
    const page = { limit: LIST_LIMIT, pageSize: LIST_LIMIT };
    try {
      const found = await this.client.messages.list({
        ...page,
        to: addressOf(channel, query.to),
        from: addressOf(channel, query.from),
      });
      // Twilio's moments are whole seconds.
      const earliest = Math.floor(since.getTime() / 1_000) * 1_000;
      return found
        .map((text) => snapshotOf(text, this.around.clockOffsetMs))
        .filter((text) => text.createdAt.getTime() >= earliest)
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    } catch (error) {
      throw unavailable('list texts', error);
    }
  }

  readNews(webhook: RawWebhook): TextNews {
    return readTextNews(webhook);
  }

  readInbound(webhook: RawWebhook): InboundText {
    return readInboundText(webhook);
  }
}

type TextResource = Pick<MessageInstance, 'sid' | 'status' | 'body' | 'dateCreated' | 'errorCode'>;

function snapshotOf({ sid, status, body, dateCreated, errorCode }: TextResource, clockOffsetMs: number): TextSnapshot {
  const created: unknown = dateCreated;
  if (!(created instanceof Date)) throw new CarrierUnavailable('read text', 200, 'UNREADABLE');
  const known = textStatus(status);
  return {
    providerTextId: sid,
    body,
    createdAt: new Date(created.getTime() + clockOffsetMs),
    ...(known ? { status: known } : {}),
    ...(errorCode ? { errorCode: String(errorCode) } : {}),
    isOptedOut: isOptOutCode(errorCode),
  };
}

function causeOf(result: SendTextResult): string | undefined {
  return result.kind === 'ACCEPTED' ? undefined : result.cause;
}

function unavailable(operation: string, error: unknown): CarrierUnavailable {
  if (error instanceof CarrierUnavailable) return error;
  const fault = faultOf(error);
  return new CarrierUnavailable(operation, fault?.status, fault?.code?.toString() ?? networkCodeOf(error));
}
