import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow } from '../../platform/access/allow.decorator';
import { MissedCallIntake } from './missed-call-intake.service';
import type { MissedCallAnswer } from './missed-call-once.service';

@Controller('webhooks/missed-call')
export class MissedCallController {
  constructor(private readonly intake: MissedCallIntake) {}

  /** Takes the news of one call nobody took; it is stored when the 202 is given. */
  @Allow('OPERATOR', 'intake:write')
  @Post()
  @HttpCode(202)
  async take(@Body() body: unknown): Promise<MissedCallAnswer> {
    return this.intake.take(body);
  }
}
