import { Module } from '@nestjs/common';
import { TenantsModule } from '../../tenants/tenants.module';
import { CallTransfers } from './call-transfers.service';
import { TransferTargets } from './targets/transfer-targets.service';
import { TransferStore } from './transfer-store.service';

/** Where transfers are asked for; what is done about them is the work of the calls room. */
@Module({
  imports: [TenantsModule],
  providers: [CallTransfers, TransferTargets, TransferStore],
  exports: [CallTransfers, TransferTargets, TransferStore],
})
export class TransferDeskModule {}
