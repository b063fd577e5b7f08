import { Injectable, Module } from '@nestjs/common';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import {
  CallingPolicyChanged,
  EmergencyHoldChanged,
  PhoneSuppressed,
  PlatformSuppressionAdded,
} from '../../../src/compliance/compliance.events';
import { currentTenantId } from '../../../src/platform/context/request-context';
import { OnFact } from '../../../src/platform/events/on-fact.decorator';
import type { TestApp } from '../../support/test-app';
import { until } from '../../support/until';

/** Facts as another room is told them. */
@Injectable()
export class ToldFacts {
  private readonly told: { readonly tenantId: string; readonly name: string; readonly payload: object }[] = [];

  @OnFact(PhoneSuppressed)
  async phoneSuppressed(payload: object): Promise<void> {
    this.hear('phone.suppressed', payload);
  }

  @OnFact(PlatformSuppressionAdded)
  async platformSuppressionAdded(payload: object): Promise<void> {
    this.hear('platform-suppression.added', payload);
  }

  @OnFact(CallingPolicyChanged)
  async callingPolicyChanged(payload: object): Promise<void> {
    this.hear('calling-policy.changed', payload);
  }

  @OnFact(EmergencyHoldChanged)
  async emergencyHoldChanged(payload: object): Promise<void> {
    this.hear('emergency-hold.changed', payload);
  }

  /** What the tenant was told, once nothing of that name waits to be told to anybody. */
  async of(app: TestApp, name: string, tenantId: string): Promise<object[]> {
    await until(async () => (await app.sql('select 1 from outbox where name = $1', [name])).length === 0);
    return this.told.filter((fact) => fact.name === name && fact.tenantId === tenantId).map(({ payload }) => payload);
  }

  private hear(name: string, payload: object): void {
    this.told.push({ tenantId: currentTenantId(), name, payload });
  }
}

@Module({ imports: [ComplianceModule], providers: [ToldFacts] })
export class ToldFactsModule {}
