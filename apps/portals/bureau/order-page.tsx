// One order for those who oversee: without the way into the record, which their portal does not have.
import { OrderPage } from '#foundation/orders/web/staff/order-page.tsx';

export const BureauOrderPage = () => <OrderPage banner={false} />;
