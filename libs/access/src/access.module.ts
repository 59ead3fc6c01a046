import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Configuration } from '@siku/platform';
import { AccessLogRepository } from './audit/access-log.repository.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditVerifier } from './audit/audit-verifier.js';
import { Authenticator } from './authentication/authenticator.js';
import { TokenVerifier } from './authentication/token-verifier.js';
import { BoundBases } from './grant/bound-bases.js';
import { GrantController } from './grant/grant.controller.js';
import { GrantRepository } from './grant/grant.repository.js';
import { GrantService } from './grant/grant.service.js';
import { ApiKey } from './key/api-key.entity.js';
import { KeyController } from './key/key.controller.js';
import { KeyDirectory } from './key/key-directory.js';
import { KeyService } from './key/key.service.js';
import { MeController } from './me/me.controller.js';
import { AccessGuard } from './permission/access.guard.js';
import { RefusalLog } from './permission/refusal-log.js';

const ROLES_CLAIM = 'roles';
const DEPARTMENT_CLAIM = 'department';
const PERSON_CLAIM = 'siku_person';

/** Configuration makes sure that an issuer comes with audience and key set. */
function tokenVerifier({ jwtIssuer: issuer, jwtAudience: audience, jwksUrl }: Configuration): TokenVerifier | null {
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) return null;
  const claims = { rolesClaim: ROLES_CLAIM, departmentClaim: DEPARTMENT_CLAIM, personClaim: PERSON_CLAIM };
  return new TokenVerifier({ issuer, audience, jwksUrl, ...claims });
}

/** Guards every route of the application that imports it, and offers the audit log to every module. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ApiKey])],
  controllers: [KeyController, MeController, AuditController, GrantController],
  providers: [
    AccessLogRepository,
    AuditLog,
    AuditRepository,
    AuditVerifier,
    BoundBases,
    GrantRepository,
    GrantService,
    KeyDirectory,
    KeyService,
    RefusalLog,
    {
      provide: Authenticator,
      inject: [KeyDirectory, Configuration],
      useFactory: (keys: KeyDirectory, configuration: Configuration): Authenticator =>
        new Authenticator(keys, tokenVerifier(configuration), configuration.adminKey ?? null),
    },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessLogRepository, AuditLog, AuditVerifier, BoundBases, GrantService, KeyService],
})
export class AccessModule {}
