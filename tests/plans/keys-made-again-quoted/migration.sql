ALTER TABLE "My Shop"."Order" DROP CONSTRAINT "Order key";
ALTER TABLE "My Shop"."Order" ADD CONSTRAINT "Order key" PRIMARY KEY ("Id", "Year");
ALTER TABLE "My Shop"."Order" DROP CONSTRAINT "Order_No_key", ADD UNIQUE ("No") INCLUDE ("Year");
