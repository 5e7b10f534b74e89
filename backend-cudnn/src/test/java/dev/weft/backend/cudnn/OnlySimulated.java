package dev.weft.backend.cudnn;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Tests of what a real device does not do. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
    named = OnDevice.DEVICE,
    matches = "real",
    disabledReason = "tests of the simulated device")
public @interface OnlySimulated {}
