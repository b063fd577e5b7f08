import { Controller, Header, HttpCode, Param, ParseUUIDPipe, Post, Req, type RawBodyRequest } from '@nestjs/common';
import type { Request } from 'express';
import { Public } from '../../platform/access/allow.decorator';
import { runAsSystem } from '../../platform/context/run-as-system';
import { TextSender } from '../../voice/text.port';
import { WebhookOrigin } from '../../voice/webhook-origin.service';
import { InboundTexts } from './inbound-texts.service';
import { TextOutcomes } from './text-outcomes.service';

/** TwiML that answers nothing: what is to be said is sent through the gate. */
const NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** What Twilio posts of texts. Anything without a true signature changes nothing; what is answered has been stored. */
@Controller('webhooks')
@Public()
export class TextWebhooksController {
  constructor(
    private readonly origin: WebhookOrigin,
    private readonly sender: TextSender,
    private readonly inbound: InboundTexts,
    private readonly outcomes: TextOutcomes,
  ) {}

  /** A person has texted one of our numbers. */
  @Post('sms/inbound')
  @HttpCode(200)
  @Header('Content-Type', 'text/xml')
  sms(@Req() request: RawBodyRequest<Request>): Promise<string> {
    return this.take(request);
  }

  @Post('whatsapp/inbound')
  @HttpCode(200)
  @Header('Content-Type', 'text/xml')
  whatsapp(@Req() request: RawBodyRequest<Request>): Promise<string> {
    return this.take(request);
  }

  /** What became of a text of ours; the address names it, and the signature covers the address. */
  @Post('twilio/text/:tenantId/:textId')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  async status(
    @Req() request: RawBodyRequest<Request>,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('textId', ParseUUIDPipe) textId: string,
  ): Promise<void> {
    const news = this.sender.readNews(this.origin.prove(request));
    await runAsSystem({ name: 'twilio', tenantId, requestId: textId }, () => this.outcomes.hear(textId, news));
  }

  private async take(request: RawBodyRequest<Request>): Promise<string> {
    await this.inbound.take(this.sender.readInbound(this.origin.prove(request)));
    return NO_REPLY;
  }
}
