import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { Appointment, type AppointmentStatus } from './appointment.entity';

export interface AppointmentCriteria {
  readonly statuses?: readonly AppointmentStatus[] | null;
  readonly leadId?: string | null;
  readonly from?: Date | null;
  readonly until?: Date | null;
}

const SOONEST_FIRST: KeysetOrder<Appointment> = [
  { expression: 'appointment.startsAt', direction: 'ASC', cast: 'timestamptz', keyOf: (row) => row.startsAt },
  { expression: 'appointment.id', direction: 'ASC', cast: 'uuid', keyOf: (row) => row.id },
];

/** Lists of appointments. */
@Injectable()
export class AppointmentLists {
  constructor(private readonly work: UnitOfWork) {}

  /** In the order they take place. */
  page(request: PageRequest, { statuses, leadId, from, until }: AppointmentCriteria = {}): Promise<Page<Appointment>> {
    const where = {
      tenantId: currentTenantId(),
      ...(statuses?.length ? { status: In([...statuses]) } : {}),
      ...(leadId ? { leadId } : {}),
    };
    return pageBy(
      this.work,
      (tx) => {
        const query = tx.createQueryBuilder(Appointment, 'appointment').where(where);
        if (from) query.andWhere('appointment.startsAt >= :from', { from });
        if (until) query.andWhere('appointment.startsAt < :until', { until });
        return query;
      },
      SOONEST_FIRST,
      request,
    );
  }
}
