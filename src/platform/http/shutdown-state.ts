import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether this process is on its way out: it is no longer ready, keeps no connection alive and takes no new socket. */
@Injectable()
export class ShutdownState implements OnModuleDestroy {
  private leaving = false;

  get isShuttingDown(): boolean {
    return this.leaving;
  }

  /** Called when the process is told to stop; may be called before the application begins to close. */
  begin(): void {
    this.leaving = true;
  }

  onModuleDestroy(): void {
    this.begin();
  }
}
