import { Global, Module } from '@nestjs/common';
import { ShutdownState } from './shutdown-state';
import { UpgradeRouter } from './upgrade-router';

@Global()
@Module({ providers: [ShutdownState, UpgradeRouter], exports: [ShutdownState, UpgradeRouter] })
export class PlatformHttpModule {}
