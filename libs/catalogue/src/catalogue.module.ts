import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatasetChangeChecks } from './dataset/dataset-change.js';
import { DatasetController } from './dataset/dataset.controller.js';
import { DatasetService } from './dataset/dataset.service.js';
import { DepartmentController } from './department/department.controller.js';
import { DepartmentService } from './department/department.service.js';
import { BaseCatalogue } from './dictionary/base-catalogue.js';
import { catalogueEntities } from './entities.js';
import { BaseController } from './dictionary/base.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature(catalogueEntities)],
  controllers: [DepartmentController, DatasetController, BaseController],
  providers: [BaseCatalogue, DepartmentService, DatasetService, DatasetChangeChecks],
  exports: [BaseCatalogue, DepartmentService, DatasetService, DatasetChangeChecks],
})
export class CatalogueModule {}
