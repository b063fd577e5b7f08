import { Body, Controller, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { Allow } from '../platform/access/allow.decorator';
import { type IntakeAnswer, WebFormIntake } from './web-form-intake.service';

@Controller('webhooks/web-form')
export class WebFormController {
  constructor(private readonly intake: WebFormIntake) {}

  /** Takes one web form; it is stored when the 202 is given. */
  @Allow('OPERATOR', 'intake:write')
  @Post()
  @HttpCode(202)
  async take(
    @Body() body: unknown,
    // As TRUST_PROXY_HOPS lets it be believed.
    @Ip() ip: string | undefined,
    @Headers('user-agent') userAgent: string | undefined,
    @Headers('idempotency-key') key?: string,
  ): Promise<IntakeAnswer> {
    return this.intake.take(body, { ip, userAgent }, key);
  }
}
