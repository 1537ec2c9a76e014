import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** A widget that is made when the template is: it shows what was added after it. */
export class LateWidget implements IWidget {
  private made?: IWidget;
  private readonly make: () => IWidget;

  constructor(make: () => IWidget) {
    this.make = make;
  }

  public get width(): number {
    return this.widget.width;
  }

  public get height(): number {
    return this.widget.height;
  }

  public position(x: number, y: number): void {
    this.widget.position(x, y);
  }

  public toJson(): unknown[] {
    return this.widget.toJson();
  }

  private get widget(): IWidget {
    this.made ??= this.make();
    return this.made;
  }
}
