import { Global, Module } from '@nestjs/common';
import { Metrics } from './metrics';
import { MetricsController } from './metrics.controller';
import { SweepHeartbeat } from './sweep-heartbeat';

@Global()
@Module({
  controllers: [MetricsController],
  providers: [Metrics, SweepHeartbeat],
  exports: [Metrics, SweepHeartbeat],
})
export class MetricsModule {}
