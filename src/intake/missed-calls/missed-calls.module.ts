import { Module } from '@nestjs/common';
import { MissedCalls } from './missed-calls.service';

/** Calls nobody took, for who calls back. */
@Module({ providers: [MissedCalls], exports: [MissedCalls] })
export class MissedCallsModule {}
