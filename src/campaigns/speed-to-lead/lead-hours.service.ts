import { Injectable } from '@nestjs/common';
import { ContactHoursReader } from '../../compliance/contact-hours.service';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Campaign } from '../campaign.entity';
import type { OpenHours } from './open-wait';

/** Hours of one zone, at whatever moment. */
export type ZoneHours = (zoneKey: string) => (moment: Date) => OpenHours;

/** When the new leads of a project may be called. */
@Injectable()
export class LeadHours {
  constructor(
    private readonly work: UnitOfWork,
    private readonly hours: ContactHoursReader,
  ) {}

  /** By the rules as they are now, narrowed by the windows of the campaign that calls them, once there is one. */
  async of(projectId: string): Promise<ZoneHours> {
    const { hours } = await this.hours.ofZones();
    const standing = await this.work.single((tx) =>
      tx
        .createQueryBuilder(Campaign, 'campaign')
        .where('campaign.tenantId = :tenantId and campaign.projectId = :projectId', {
          tenantId: currentTenantId(),
          projectId,
        })
        .andWhere("campaign.kind = 'AUTO_CALL' and campaign.deletedAt is null")
        .getOne(),
    );
    const { purpose = 'MARKETING', callingWindows: windows = {} } = standing ?? {};
    return (zoneKey) => (moment) => hours.openings(zoneKey, { purpose, windows, moment });
  }
}
