import {
  Controller,
  Header,
  HttpCode,
  Logger,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../platform/access/allow.decorator';
import { runAsSystem } from '../../platform/context/run-as-system';
import { CarrierEvents } from '../following/carrier-events.service';
import { CallConversation } from './call-conversation.service';
import { WebhookOrigin } from '../../voice/webhook-origin.service';

/**
 * What Twilio posts during a call. The address names the attempt, and the signature covers the address, so the attempt is
 * found even when the answer to our own request was lost. Anything without a true signature changes nothing.
 */
@Controller('webhooks/twilio')
@Public()
export class TwilioWebhooksController {
  private readonly logger = new Logger(TwilioWebhooksController.name);

  constructor(
    private readonly origin: WebhookOrigin,
    private readonly events: CarrierEvents,
    private readonly conversation: CallConversation,
  ) {}

  /** Asked when the phone is picked up (exchange 0) and after each thing the person says. Answers TwiML. */
  @Post('voice/:tenantId/:callId/:exchange')
  @HttpCode(200)
  async voice(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('callId', ParseUUIDPipe) callId: string,
    @Param('exchange', ParseIntPipe) exchange: number,
  ): Promise<void> {
    const webhook = this.origin.prove(request);
    const answer = await this.inTenant(tenantId, callId, () => this.conversation.answer(callId, exchange, webhook));
    response.type(answer.contentType).send(answer.body);
  }

  @Post('status/:tenantId/:callId')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  async status(
    @Req() request: RawBodyRequest<Request>,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('callId', ParseUUIDPipe) callId: string,
  ): Promise<void> {
    await this.take(request, tenantId, callId);
  }

  @Post('amd/:tenantId/:callId')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  async answeringMachine(
    @Req() request: RawBodyRequest<Request>,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('callId', ParseUUIDPipe) callId: string,
  ): Promise<void> {
    await this.take(request, tenantId, callId);
  }

  /** Stores before answering, applies after. */
  private async take(request: RawBodyRequest<Request>, tenantId: string, callId: string): Promise<void> {
    const event = this.origin.read(this.origin.prove(request));
    const id = await this.inTenant(tenantId, callId, () => this.events.store(callId, event));
    if (!id) return;
    void this.inTenant(tenantId, callId, () => this.events.apply(id, callId, event)).catch((error: unknown) =>
      this.logger.warn('a stored event waits for the sweep', { callId }, error),
    );
  }

  private inTenant<T>(tenantId: string, requestId: string, work: () => Promise<T>): Promise<T> {
    return runAsSystem({ name: 'twilio', tenantId, requestId }, work);
  }
}
