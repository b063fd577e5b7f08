import { Injectable } from '@nestjs/common';
import type { ContactHours } from '../../compliance/contact-hours';
import { ContactHoursReader } from '../../compliance/contact-hours.service';
import { RuleBook } from '../../compliance/rules/rule-book.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { TenantsService } from '../../tenants/tenants.service';
import { type BestTime, type HandoffPacket, packetOf } from './handoff-packet';
import { type PacketRow, PACKETS } from './packet-rows';

/**
 * Packets are composed when somebody looks, from what is on record then: an assessment that came later is in them, and nothing is in
 * them of a person who was erased.
 */
@Injectable()
export class HandoffPackets {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly hours: ContactHoursReader,
    private readonly book: RuleBook,
    private readonly tenants: TenantsService,
  ) {}

  /** By escalation; three statements however many. */
  async of(escalationIds: readonly string[]): Promise<Map<string, HandoffPacket>> {
    const rows = await this.work.read<PacketRow>(PACKETS, [currentTenantId(), escalationIds]);
    const { hours } = await this.hours.ofZones();
    const { timeZone } = await this.tenants.getCurrent();
    return new Map(rows.map((row) => [row.id, packetOf(row, this.bestTime(row, hours, timeZone))]));
  }

  private bestTime(row: PacketRow, hours: ContactHours, companyZone: string): BestTime {
    const moment = this.clock.now();
    const own = row.timeZone ?? this.book.zoneOfKey(row.zoneKey).timeZones[0];
    const { isOpen, opensAt, closesAt } = hours.openings(row.zoneKey, {
      purpose: 'INFORMATIONAL',
      windows: {},
      moment,
    });
    const promised = row.assessment?.callbackAt ? new Date(row.assessment.callbackAt) : null;
    return {
      timeZone: own ?? companyZone,
      isGuess: own === undefined,
      promisedAt: promised && promised > moment ? promised : null,
      isOpenNow: isOpen,
      opensAt: isOpen ? null : opensAt,
      closesAt,
    };
  }
}
