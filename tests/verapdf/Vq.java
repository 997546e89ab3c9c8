import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import java.io.*;
import java.util.*;

/** veraPDF check: check.sh [-n MAXPRINT] FLAVOUR[,FLAVOUR...] file.pdf ...   FLAVOUR: 1b 2a 2b 2u 3a 4 ua1 ua2 ... or auto */
public class Vq {
  static String f2(PDFAFlavour f){ String s=f.getId().toUpperCase(); return s.startsWith("UA")?"PDFUA-"+s.substring(2)+".xml":"PDFA-"+s+".xml"; }
  public static void main(String[] a) throws Exception {
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    int max = 12; int i = 0;
    if (a[0].equals("-n")) { max = Integer.parseInt(a[1]); i = 2; }
    String[] fl = a[i++].split(",");
    int bad = 0;
    for (; i < a.length; i++) for (String f : fl) {
      PDFAFlavour want = f.equals("auto") ? PDFAFlavour.NO_FLAVOUR : PDFAFlavour.fromString(f);
      long t0 = System.nanoTime();
      try (PDFAParser p = f.equals("auto") ? Foundries.defaultInstance().createParser(new File(a[i]))
                                           : Foundries.defaultInstance().createParser(new File(a[i]), want)) {
        PDFAFlavour used = f.equals("auto") ? p.getFlavour() : want;
        if (used == PDFAFlavour.NO_FLAVOUR) { System.out.println("NOCLAIM " + a[i]); continue; }
        PDFAValidator v = Foundries.defaultInstance().createValidator(org.verapdf.pdfa.validation.profiles.Profiles.profileFromXml(org.verapdf.pdfa.validation.profiles.Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/"+f2(used))), 50, false, true, false);
        ValidationResult r = v.validate(p);
        TreeMap<String,Integer> n = new TreeMap<>(); TreeMap<String,String> msg = new TreeMap<>();
        for (TestAssertion t : r.getTestAssertions()) if (t.getStatus() == TestAssertion.Status.FAILED) {
          String k = t.getRuleId().getSpecification().getId() + " " + t.getRuleId().getClause() + "-" + t.getRuleId().getTestNumber();
          n.merge(k, 1, Integer::sum);
          msg.putIfAbsent(k, t.getMessage() + " @ " + t.getLocation().getContext());
        }
        System.out.println((r.isCompliant() ? "PASS " : "FAIL ") + used.getId() + " " + a[i] + "  checks=" + r.getTotalAssertions()
          + " failedrules=" + n.size() + " ms=" + (System.nanoTime() - t0) / 1000000);
        if (!r.isCompliant()) bad++;
        int c = 0;
        for (String k : n.keySet()) { if (c++ >= max) break;
          String m = msg.get(k); if (m.length() > 260) m = m.substring(0, 260);
          System.out.println("   x" + n.get(k) + " [" + k + "] " + m); }
      } catch (Throwable e) { bad++; System.out.println("ERROR " + f + " " + a[i] + " " + e); }
    }
    System.exit(bad == 0 ? 0 : 1);
  }
}
