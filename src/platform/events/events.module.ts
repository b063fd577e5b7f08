import { Global, Module } from '@nestjs/common';
import { MarkedMethodsModule } from '../discovery/marked-methods.module';
import { FactListeners } from './fact-listeners';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { OutboxStore } from './outbox-store';

/** Facts: recorded with the rows they speak of, delivered after commit, at least once. */
@Global()
@Module({
  imports: [MarkedMethodsModule],
  providers: [Outbox, OutboxStore, OutboxRelay, FactListeners],
  exports: [Outbox],
})
export class EventsModule {}
