import { Injectable } from '@nestjs/common';
import { CallPlacer } from '../placing/call-placer.service';
import { CallPoller } from './call-poller.service';
import { CallDetails } from './call-details.service';
import { LookTimers } from './look-timers.service';

/** The hands of the sweep. */
@Injectable()
export class CallCare {
  constructor(
    readonly placer: CallPlacer,
    readonly looks: LookTimers,
    readonly poller: CallPoller,
    readonly details: CallDetails,
  ) {}
}
